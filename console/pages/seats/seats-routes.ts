import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';
import { accountsSearch, holdersSearch, inactiveSearch, logSearch } from './seats-search.ts';

/** Accounts with their seats; for whoever has one account, its seat holders. */
const seatsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('./seats-page.tsx'), 'SeatsPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats/accounts/$account',
  validateSearch: holdersSearch,
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
});

const holdersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/seats/holders',
  validateSearch: holdersSearch,
  component: lazyRouteComponent(() => import('./holders-page.tsx'), 'HoldersPage'),
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
  component: lazyRouteComponent(() => import('./log-page.tsx'), 'LogPage'),
});

export const seatsRoutes = [seatsRoute, accountRoute, holdersRoute, inactiveRoute, logRoute] as const;
