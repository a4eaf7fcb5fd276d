import { onDemand } from './on-demand.tsx';
import type { ReviewEditProps } from './review-drawer.tsx';

/** The review of a change: `ReviewDrawer`, loaded when there is something to review. */
export const ReviewEdit = onDemand<ReviewEditProps>(
  async () => (await import('./review-drawer.tsx')).ReviewDrawer,
  ({ edit }) => edit !== null,
);
