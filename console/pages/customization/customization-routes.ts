import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { whoQuery } from '../../client/who.ts';
import { rootRoute } from '../../router/root-route.tsx';

/** Without an account: one's own. */
const ownRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customization',
  beforeLoad: async ({ context }) => {
    const { account, organisation } = await context.queries.ensureQueryData(whoQuery);
    throw redirect({
      to: '/customization/$account',
      params: { account: account ?? organisation },
      replace: true,
    });
  },
});

const customizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customization/$account',
  component: lazyRouteComponent(() => import('./customization-page.tsx'), 'CustomizationPage'),
});

export const customizationRoutes = [ownRoute, customizationRoute] as const;
