import { useQuery } from '@tanstack/react-query';
import type { FieldChange } from '../../../schemas/contract/plan.ts';
import { kindFacts } from '../../../schemas/generated/kinds.ts';
import type { Kind } from '../../../schemas/generated/types.ts';
import { bodyOf, client } from '../../client/client.ts';
import { resourcePath } from '../../client/edit.ts';

/** A managed field that is not as its set last applied it. */
export interface DriftedField {
  readonly address: string;
  readonly kind: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly set: string;
  readonly source: { readonly file?: string; readonly line?: number };
  readonly field: FieldChange;
  readonly origin: {
    readonly entry: string;
    readonly at: string;
    readonly by: string;
    readonly ip: string | null;
    readonly how: 'by-hand' | 'break-glass' | 'plan' | 'rule';
    readonly reason: string | null;
    readonly plan: string | null;
  } | null;
}

/** What differs now, of all sets or of one. */
export function useDrift(set: string | undefined) {
  return useQuery({
    queryKey: ['drift', set],
    queryFn: async () => {
      const { items, total } = await bodyOf(
        client.GET('/v1/drift', { params: { query: set === undefined ? {} : { set } } }),
      );
      return { items: items as readonly DriftedField[], total };
    },
  });
}

/** Where the interface has the resource. */
export function pathOf({ kind, account, name }: Pick<DriftedField, 'kind' | 'account' | 'name'>): string {
  const { path } = kindFacts[kind as Kind];
  return resourcePath(
    ...(account === null ? [] : ['accounts', account]),
    path,
    ...(name === null ? [] : [name]),
  );
}

const segmentsOf = (path: string): readonly string[] =>
  path
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value at a place; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return segmentsOf(path).reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[segment] : undefined,
    values,
  );
}

/** A merge patch (RFC 7396) that sets one field. */
export function patchOf(path: string, value: unknown): Record<string, unknown> {
  return segmentsOf(path).reduceRight<unknown>(
    (inner, segment) => ({ [segment]: inner }),
    value ?? null,
  ) as Record<string, unknown>;
}

/** The value that the set applied last: of lists from what was added and taken away since. */
export function appliedValue({ before, added, removed }: FieldChange, now: unknown): unknown {
  if (added === undefined && removed === undefined) return before;
  const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
  const kept = (Array.isArray(now) ? now : []).filter((item) => !added?.some((other) => same(item, other)));
  return [...kept, ...(removed ?? [])];
}
