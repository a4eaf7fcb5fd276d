import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, present, textOf } from '../../parts/search-params.ts';
import { rootRoute } from '../../router/root-route.tsx';

type Search = Record<string, unknown>;

const searched = (search: Search) => present({ q: textOf(search, 'q') });

const accountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts',
  validateSearch: (search: Search) =>
    present({
      q: textOf(search, 'q'),
      label: textOf(search, 'label'),
      state: oneOf(search, 'state', ['enabled', 'disabled']),
    }),
  component: lazyRouteComponent(() => import('./accounts-page.tsx'), 'AccountsPage'),
});

const templatesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts/templates',
  component: lazyRouteComponent(() => import('./templates-page.tsx'), 'TemplatesPage'),
});

const templateRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts/templates/$name',
  component: lazyRouteComponent(() => import('./template-page.tsx'), 'TemplatePage'),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/accounts/$account',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: '/',
  validateSearch: searched,
  component: lazyRouteComponent(() => import('./settings-tab.tsx'), 'SettingsTab'),
});

const usersRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'users',
  validateSearch: searched,
  component: lazyRouteComponent(() => import('./users-tab.tsx'), 'UsersTab'),
});

const teamsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'teams',
  component: lazyRouteComponent(() => import('./teams-tab.tsx'), 'TeamsTab'),
});

const notificationsRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: 'notifications',
  component: lazyRouteComponent(() => import('./notifications-tab.tsx'), 'NotificationsTab'),
});

export const accountsRoutes = [
  accountsRoute,
  templatesRoute,
  templateRoute,
  accountRoute.addChildren([settingsRoute, usersRoute, teamsRoute, notificationsRoute]),
] as const;
