import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import { whoQuery } from '../client/who.ts';
import { Shell } from '../shell/shell.tsx';

interface Context {
  readonly queries: QueryClient;
}

/** The frame of all pages; nothing is shown before it is known who looks. */
export const rootRoute = createRootRouteWithContext<Context>()({
  loader: ({ context }) => context.queries.ensureQueryData(whoQuery),
  component: Shell,
});
