import type { QueryClient } from '@tanstack/react-query';
import { createRouter } from '@tanstack/react-router';
import { accountsRoutes } from '../pages/accounts/accounts-routes.ts';
import { auditRoutes } from '../pages/audit/audit-routes.ts';
import { changesRoutes } from '../pages/changes/changes-routes.ts';
import { customizationRoutes } from '../pages/customization/customization-routes.ts';
import { driftRoutes } from '../pages/drift/drift-routes.ts';
import { keysRoutes } from '../pages/keys/keys-routes.ts';
import { notificationsRoutes } from '../pages/notifications/notifications-routes.ts';
import { overviewRoutes } from '../pages/overview/overview-routes.ts';
import { peopleRoutes } from '../pages/people/people-routes.ts';
import { profileRoutes } from '../pages/profile/profile-routes.ts';
import { seatsRoutes } from '../pages/seats/seats-routes.ts';
import { securityRoutes } from '../pages/security/security-routes.ts';
import { NotFound } from '../shell/not-found.tsx';
import { PageProblem } from '../shell/page-problem.tsx';
import { rootRoute } from './root-route.tsx';

const tree = rootRoute.addChildren([
  ...overviewRoutes,
  ...seatsRoutes,
  ...notificationsRoutes,
  ...securityRoutes,
  ...peopleRoutes,
  ...auditRoutes,
  ...accountsRoutes,
  ...customizationRoutes,
  ...changesRoutes,
  ...driftRoutes,
  ...keysRoutes,
  ...profileRoutes,
]);

/** All pages under /console/. What a page needs is read when it is pointed at, so that a click mostly finds it there. */
export function createConsoleRouter(queries: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: '/console',
    context: { queries },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    scrollRestoration: true,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: PageProblem,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
