import { useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import type { operations } from '../../generated/api.d.ts';

export type AccountItem =
  operations['getAccounts']['responses'][200]['content']['application/json']['items'][number];
export type TemplateItem =
  operations['getSettingsTemplates']['responses'][200]['content']['application/json']['items'][number];

export type Labels = Readonly<Record<string, string>>;

/** The name of any resource, as its metadata has it. */
export function nameOf({ metadata }: Pick<AccountItem, 'metadata'>): string {
  return String(metadata['name']);
}

export function labelsOf({ metadata }: Pick<AccountItem, 'metadata'>): Labels {
  const labels = metadata['labels'];
  return typeof labels === 'object' && labels !== null ? (labels as Labels) : {};
}

/** `region=emea`, in the order of the keys. */
export function labelTexts(labels: Labels): readonly string[] {
  return Object.entries(labels)
    .map(([key, value]) => (value === '' ? key : `${key}=${value}`))
    .sort();
}

/** A new account is enabled, and so is one that says nothing. */
export function isEnabled({ spec }: Pick<AccountItem, 'spec'>): boolean {
  return spec.enabled !== false;
}

const most = 500;

async function readAll(): Promise<readonly AccountItem[]> {
  const found: AccountItem[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: most, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await bodyOf(client.GET('/v1/accounts', { params: { query } }));
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** All accounts that the person reaches: few enough to search and count among them here. */
export function useAllAccounts(isOn = true) {
  return useQuery({ queryKey: ['accounts', 'all'], queryFn: readAll, enabled: isOn });
}
