import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';

const seatsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats',
  component: lazyRouteComponent(() => import('./seats-page.tsx'), 'SeatsPage'),
});

export const seatsRoutes = [seatsRoute] as const;
