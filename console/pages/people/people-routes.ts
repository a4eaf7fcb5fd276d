import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';
import { namedSearch, usersSearch } from './people-search.ts';

const usersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users',
  validateSearch: usersSearch,
  component: lazyRouteComponent(() => import('./users-page.tsx'), 'UsersPage'),
});

const userRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/users/$account/$name',
  component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
});

const teamsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/teams',
  validateSearch: namedSearch,
  component: lazyRouteComponent(() => import('./teams-page.tsx'), 'TeamsPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/teams/$account/$name',
  component: lazyRouteComponent(() => import('./team-page.tsx'), 'TeamPage'),
});

const rolesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/roles',
  validateSearch: namedSearch,
  component: lazyRouteComponent(() => import('./roles-page.tsx'), 'RolesPage'),
});

export const peopleRoutes = [usersRoute, userRoute, teamsRoute, teamRoute, rolesRoute] as const;
