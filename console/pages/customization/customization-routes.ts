import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../router/root-route.tsx';

const customizationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customization',
  component: lazyRouteComponent(() => import('./customization-page.tsx'), 'CustomizationPage'),
});

export const customizationRoutes = [customizationRoute] as const;
