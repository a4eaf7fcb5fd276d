import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';
import { accountsSearch, holdersSearch, inactiveSearch, logSearch } from './seats-search.ts';

const seatsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('./seats-page.tsx'), 'SeatsPage'),
});

const inactiveRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats/inactive',
  validateSearch: inactiveSearch,
  component: lazyRouteComponent(() => import('./inactive-page.tsx'), 'InactivePage'),
});

const logRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats/log',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('./seat-log-page.tsx'), 'SeatLogPage'),
});

const holdersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats/accounts/$account',
  validateSearch: holdersSearch,
  component: lazyRouteComponent(() => import('./holders-page.tsx'), 'HoldersPage'),
});

export const seatsRoutes = [seatsRoute, inactiveRoute, logRoute, holdersRoute] as const;
