import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import type { Tx } from '../database/transaction.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { newApiKey } from './api-key.ts';
import {
  type ApiKeyRecord,
  insertApiKey,
  type KeyHolder,
  readApiKey,
  readServiceAccount,
} from './api-key-rows.ts';
import type { Caller } from './caller.ts';
import { isNetwork, networksWithin } from './networks.ts';
import { lacking, may, reaches } from './permissions.ts';

export interface ApiKeyRequest {
  readonly name: string;
  readonly permissions?: readonly string[];
  readonly expiresAt?: string;
  readonly allowedNetworks?: readonly string[];
  /** Owner of the key instead of the caller. */
  readonly serviceAccount?: string;
  /** The account of the service account; default: the caller's. */
  readonly account?: string;
}

/** What is refused when somebody would hand out what he does not have. */
export function notHeld(permissions: readonly string[]): Refusal {
  return new Refusal(
    403,
    'permission/not-held',
    `You cannot grant what you do not hold: ${permissions.join(', ')}.`,
    {
      remedy: 'leave these permissions out, or have somebody make the key who holds them',
    },
  );
}

/** What is refused when a narrowed machine would act through another one. */
export function outOfScope(): Refusal {
  return new Refusal(
    403,
    'permission/out-of-scope',
    'A service account with a scope handles its own keys only.',
  );
}

/** @throws Refusal 422 for an expiry in the past */
export function checkToCome(expiresAt: string | null, now: Date): void {
  if (expiresAt === null || new Date(expiresAt) > now) return;
  throw new Refusal(422, 'api-key/expiry-past', 'The expiry is in the past.', {
    remedy: 'name a time to come; to end a key now, revoke it',
  });
}

/**
 * The end of a key's life, checked against that of the key it is made or changed with: a key that leaks cannot be used
 * to make one that lives longer.
 * @throws Refusal 422, 403
 */
export function checkExpiry(caller: Caller, expiresAt: string | null, now: Date): void {
  checkToCome(expiresAt, now);
  const limit = caller.key.expiresAt;
  if (limit === null || (expiresAt !== null && new Date(expiresAt) <= new Date(limit))) return;
  throw new Refusal(
    403,
    'api-key/outlives',
    `The key that you use expires at ${limit}; no key made with it lives longer.`,
    {
      remedy: `give an \`expiresAt\` of at most ${limit}`,
    },
  );
}

/** The networks of the new key: within those of the caller's key, which is the default. */
function networksOf({ key }: Caller, asked: readonly string[] | undefined): readonly string[] {
  const wrong = (asked ?? []).find((network) => !isNetwork(network));
  if (wrong !== undefined) {
    throw new Refusal(422, 'api-key/bad-network', `${wrong} is neither an address nor a range.`, {
      remedy: 'write 192.0.2.1, 192.0.2.0/24 or an IPv6 address or range',
    });
  }
  if (key.allowedNetworks.length === 0) return asked ?? [];
  const networks = asked === undefined || asked.length === 0 ? key.allowedNetworks : asked;
  if (networksWithin(networks, key.allowedNetworks)) return networks;
  throw new Refusal(
    403,
    'api-key/wider-network',
    'A key cannot make one that is usable from more places than itself.',
    {
      remedy: `stay within ${key.allowedNetworks.join(', ')}`,
    },
  );
}

async function serviceAccountOf(
  tx: Tx,
  { organisationId, actor }: RequestContext,
  asked: ApiKeyRequest,
): Promise<KeyHolder> {
  const account = asked.account ?? actor.account ?? '';
  const name = asked.serviceAccount ?? '';
  const holder = reaches(actor, account)
    ? await readServiceAccount(tx, organisationId, { account, name })
    : undefined;
  if (holder === undefined) {
    throw new Refusal(404, 'resource/unknown', `There is no service account ${name} in ${account}.`, {
      remedy: 'declare it first, or name its account in `account`',
    });
  }
  if (actor.scope !== undefined && holder.id !== actor.id) throw outOfScope();
  return holder;
}

/** Who will own the key: the caller, or a service account that he reaches. */
async function holderOf(
  tx: Tx,
  { context }: Caller,
  asked: ApiKeyRequest,
): Promise<KeyHolder & { machine: boolean }> {
  const { actor } = context;
  if (asked.serviceAccount !== undefined)
    return { ...(await serviceAccountOf(tx, context, asked)), machine: true };
  return {
    id: actor.id ?? '',
    name: actor.name,
    account: actor.account ?? '',
    permissions: [...actor.permissions],
    machine: actor.type === 'service-account',
  };
}

/**
 * The permissions that the new key is stored with; empty: all that its owner may, now and later.
 * @throws Refusal 403 where the key could do what the caller may not
 */
function permissionsOf(
  { context, key }: Caller,
  holder: KeyHolder,
  asked: readonly string[] | undefined,
): readonly string[] {
  const named = asked !== undefined && asked.length > 0;
  const missing = lacking(context.actor, named ? asked : holder.permissions);
  if (missing.length > 0) throw notHeld(missing);
  if (named) return asked;
  // The caller's key is narrowed, so "all that its owner may" would be more than the caller may.
  return key.permissions.length > 0 && holder.id === context.actor.id ? holder.permissions : [];
}

function entryOf(key: ApiKeyRecord): NewEntry {
  return {
    item: 'API key',
    action: 'Create',
    status: 'success',
    description: `API key generated (${key.name}; valid from ${key.createdAt})`,
    account: key.owner.account,
    detail: {
      id: key.id,
      name: key.name,
      owner: `${key.owner.type} ${key.owner.name}`,
      permissions: [...key.permissions],
      allowedNetworks: [...key.allowedNetworks],
      expiresAt: key.expiresAt,
    },
  };
}

/**
 * Makes a key. It can do nothing that the caller cannot do with his own, and its text is given here and never again.
 * @throws Refusal 403, 404, 422
 */
export async function createApiKey(
  deps: Deps,
  caller: Caller,
  asked: ApiKeyRequest,
): Promise<ApiKeyRecord & { readonly key: string }> {
  const { context } = caller;
  const now = deps.now();
  checkExpiry(caller, asked.expiresAt ?? null, now);
  const networks = networksOf(caller, asked.allowedNetworks);
  const made = newApiKey();
  const id = deps.newId();
  const record = await deps.database.write(async (tx) => {
    const holder = await holderOf(tx, caller, asked);
    if (!may(context.actor, 'api-keys/manage', holder.account)) throw notHeld(['api-keys/manage']);
    await insertApiKey(tx, {
      organisation_id: context.organisationId,
      id,
      name: asked.name,
      token_hash: made.hash,
      prefix: made.prefix,
      user_id: holder.machine ? null : holder.id,
      service_account_id: holder.machine ? holder.id : null,
      permissions: permissionsOf(caller, holder, asked.permissions),
      allowed_networks: networks,
      created_at: now.toISOString(),
      created_by: context.actor.name,
      expires_at: asked.expiresAt ?? null,
    });
    const stored = await readApiKey(tx, context.organisationId, id);
    if (stored === undefined) throw new Error('an API key that was just written is not there');
    await recordEntries(tx, deps, context, [entryOf(stored)]);
    return stored;
  });
  return { ...record, key: made.key };
}
