import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, present, textOf } from '../../parts/search-params.ts';
import { rootRoute } from '../../router/root-route.tsx';
import { statuses } from './statuses.ts';

const changesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/changes',
  validateSearch: (search: Record<string, unknown>) =>
    present({ status: oneOf(search, 'status', statuses), set: textOf(search, 'set') }),
  component: lazyRouteComponent(() => import('./changes-page.tsx'), 'ChangesPage'),
});

const planRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/changes/$id',
  validateSearch: (search: Record<string, unknown>) =>
    present({
      who: textOf(search, 'who'),
      effect: textOf(search, 'effect'),
      view: oneOf(search, 'view', ['side']),
    }),
  component: lazyRouteComponent(() => import('./plan-page.tsx'), 'PlanPage'),
});

export const changesRoutes = [changesRoute, planRoute] as const;
