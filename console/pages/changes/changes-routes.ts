import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';

const changesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/changes',
  component: lazyRouteComponent(() => import('./changes-page.tsx'), 'ChangesPage'),
});

export const changesRoutes = [changesRoute] as const;
