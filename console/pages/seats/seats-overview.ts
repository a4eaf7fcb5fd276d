import { queryOptions, useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import type { operations } from '../../generated/api.d.ts';

export type Overview = operations['getSeats']['responses'][200]['content']['application/json'];

const overviewQuery = queryOptions({
  queryKey: ['seats', 'overview'],
  queryFn: () => bodyOf(client.GET('/v1/seats')),
});

/** The figures of all that the person sees. */
export function useOverview() {
  return useQuery(overviewQuery);
}
