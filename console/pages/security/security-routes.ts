import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { whoQuery } from '../../client/who.ts';
import { oneOf, present } from '../../parts/search-params.ts';
import { rootRoute } from '../../router/root-route.tsx';
import { ssoSteps } from './sso-steps.ts';

/** Without an account: one's own. */
const ownRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/security',
  beforeLoad: async ({ context }) => {
    const { account, organisation } = await context.queries.ensureQueryData(whoQuery);
    throw redirect({ to: '/security/$account', params: { account: account ?? organisation }, replace: true });
  },
});

const securityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/security/$account',
  component: lazyRouteComponent(() => import('./security-page.tsx'), 'SecurityPage'),
});

/** Without a tab: the first. */
const firstRoute = createRoute({
  getParentRoute: () => securityRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/security/$account/single-sign-on', params, replace: true });
  },
});

const ssoRoute = createRoute({
  getParentRoute: () => securityRoute,
  path: 'single-sign-on',
  validateSearch: (search: Record<string, unknown>) => present({ step: oneOf(search, 'step', ssoSteps) }),
  component: lazyRouteComponent(() => import('./sso-tab.tsx'), 'SsoTab'),
});

const twoFactorRoute = createRoute({
  getParentRoute: () => securityRoute,
  path: 'two-factor',
  component: lazyRouteComponent(() => import('./two-factor-tab.tsx'), 'TwoFactorTab'),
});

const userAccountsRoute = createRoute({
  getParentRoute: () => securityRoute,
  path: 'user-accounts',
  component: lazyRouteComponent(() => import('./user-accounts-tab.tsx'), 'UserAccountsTab'),
});

const sessionsRoute = createRoute({
  getParentRoute: () => securityRoute,
  path: 'sessions',
  component: lazyRouteComponent(() => import('./sessions-tab.tsx'), 'SessionsTab'),
});

export const securityRoutes = [
  ownRoute,
  securityRoute.addChildren([firstRoute, ssoRoute, twoFactorRoute, userAccountsRoute, sessionsRoute]),
] as const;
