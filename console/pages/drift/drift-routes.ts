import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { present, textOf } from '../../parts/search-params.ts';
import { rootRoute } from '../../router/root-route.tsx';

const driftRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drift',
  validateSearch: (search: Record<string, unknown>) =>
    present({ set: textOf(search, 'set'), q: textOf(search, 'q') }),
  component: lazyRouteComponent(() => import('./drift-page.tsx'), 'DriftPage'),
});

export const driftRoutes = [driftRoute] as const;
