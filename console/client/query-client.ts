import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem.ts';

/** What was refused is refused again: only what may have been an accident is tried a second time. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 2 && !(error instanceof Problem && error.status < 500);
}

/** Answers stay good for a moment, so that going back shows the page as it was; then they are read again behind it. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { staleTime: 10_000, retry: isWorthRetrying }, mutations: { retry: false } },
  });
}
