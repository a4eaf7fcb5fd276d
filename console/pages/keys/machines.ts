import { useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import type { Page } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import type { components } from '../../generated/api.d.ts';
import type { Owner } from '../../parts/managed-mark.tsx';

/** A service account. */
export interface Machine {
  readonly name: string;
  readonly account: string;
  readonly spec: components['schemas']['ServiceAccountSpec'];
  readonly owners: readonly Owner[];
}

interface Item {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: object;
  readonly owners: readonly Owner[];
}

const machineOf = ({ metadata, spec, owners }: Item): Machine => ({
  name: String(metadata['name']),
  account: String(metadata['account']),
  spec: spec as Machine['spec'],
  owners,
});

/** A page of the service accounts of all accounts that are reached. */
export async function readMachines(cursor: string | undefined): Promise<Page<Machine>> {
  const query = { kind: 'ServiceAccount', limit: 500, ...(cursor === undefined ? {} : { cursor }) };
  const { items, next } = await bodyOf(client.GET('/v1/resources', { params: { query } }));
  return { items: items.map((item) => machineOf(item)), next };
}

/** Machines that a key can be made for, as far as a menu can show them. */
export function useMachines(): readonly Machine[] {
  const may = useMay();
  const machines = useQuery({
    queryKey: ['machines to choose'],
    queryFn: () => readMachines(undefined),
    enabled: may('service-accounts/read'),
  });
  return machines.data?.items ?? [];
}
