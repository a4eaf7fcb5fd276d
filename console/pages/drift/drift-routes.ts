import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';

const driftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drift',
  component: lazyRouteComponent(() => import('./drift-page.tsx'), 'DriftPage'),
});

export const driftRoutes = [driftRoute] as const;
