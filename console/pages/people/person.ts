import { bodyOf, client } from '../../client/client.ts';
import { everyPage } from '../../client/pages.ts';
import type { operations } from '../../generated/api.d.ts';

export type Person =
  operations['getPeople']['responses'][200]['content']['application/json']['items'][number];

export const keyOfPerson = ({ account, username }: Pick<Person, 'account' | 'username'>): string =>
  `${account}/${username}`;

const statuses = ['active', 'invited', 'locked', 'suspended', 'ended', 'disabled'] as const;
export type Status = (typeof statuses)[number];

export const statusOf = ({ status }: Person): Status => statuses.find((one) => one === status) ?? 'active';

const origins = ['manual', 'manifest', 'sso', 'scim', 'template'] as const;

/** Where a person or a grant comes from. */
export const originOf = (origin: string): (typeof origins)[number] =>
  origins.find((one) => one === origin) ?? 'manual';

/** A value of a search field, in quotes: `role:"Seat Giver"`. */
export const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

export const withCursor = (cursor: string | undefined): { cursor?: string } =>
  cursor === undefined ? {} : { cursor };

/** Everybody whom a search finds. */
export function allPeople(q: string): Promise<readonly Person[]> {
  return everyPage((cursor) =>
    bodyOf(client.GET('/v1/people', { params: { query: { q, limit: 200, ...withCursor(cursor) } } })),
  );
}

/** One person as the list has him: with status, teams and seat. */
export async function findPerson(account: string, username: string, email: string): Promise<Person | null> {
  const found = await allPeople(`account:${quoted(account)} ${quoted(email === '' ? username : email)}`);
  return found.find((person) => person.username === username && person.account === account) ?? null;
}
