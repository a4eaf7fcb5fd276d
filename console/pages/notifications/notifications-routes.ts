import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { oneOf, present, textOf } from '../../parts/search-params.ts';
import { rootRoute } from '../../router/root-route.tsx';

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notifications',
  validateSearch: (search: Record<string, unknown>) => present({ show: oneOf(search, 'show', ['unread']) }),
  component: lazyRouteComponent(() => import('./notifications-page.tsx'), 'NotificationsPage'),
});

const ofAccount = (search: Record<string, unknown>) => present({ account: textOf(search, 'account') });

const subscriptionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notifications/subscriptions',
  validateSearch: ofAccount,
  component: lazyRouteComponent(() => import('./subscriptions-page.tsx'), 'SubscriptionsPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notifications/webhooks',
  validateSearch: ofAccount,
  component: lazyRouteComponent(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/notifications/webhooks/$account/$name',
  component: lazyRouteComponent(() => import('./deliveries-page.tsx'), 'DeliveriesPage'),
});

export const notificationsRoutes = [listRoute, subscriptionsRoute, webhooksRoute, webhookRoute] as const;
