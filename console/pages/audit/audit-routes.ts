import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';
import { auditSearch } from './audit-search.ts';

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit-page.tsx'), 'AuditPage'),
});

/** One entry, over the list that it was found in. */
const entryRoute = createRoute({
  getParentRoute: () => auditRoute,
  path: '$id',
  component: lazyRouteComponent(() => import('./entry-drawer.tsx'), 'EntryDrawer'),
});

export const auditRoutes = [auditRoute.addChildren([entryRoute])] as const;
