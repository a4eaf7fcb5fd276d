import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import type { Tx } from '../database/transaction.ts';
import type { Deps } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { type ApiKeyRecord, readApiKey, readKeyPermissions, setExpiry, setRevoked } from './api-key-rows.ts';
import type { Caller } from './caller.ts';
import { checkExpiry, checkToCome, notHeld, outOfScope } from './create-api-key.ts';
import { lacking, may } from './permissions.ts';

/** The key, where the caller may manage the keys of its owner's account; 404 hides those out of reach. */
async function manageableKey(tx: Tx, { context }: Caller, id: string): Promise<ApiKeyRecord> {
  const key = await readApiKey(tx, context.organisationId, id);
  if (key !== undefined && may(context.actor, 'api-keys/manage', key.owner.account)) return key;
  throw new Refusal(404, 'resource/unknown', `There is no API key ${id}.`);
}

function entryOf(key: ApiKeyRecord, action: string, description: string, expiresAt: string | null): NewEntry {
  const detail = { id: key.id, name: key.name, owner: `${key.owner.type} ${key.owner.name}` };
  const change = action === 'Update' ? { before: { expiresAt: key.expiresAt }, after: { expiresAt } } : {};
  return {
    item: 'API key',
    action,
    status: 'success',
    description,
    account: key.owner.account,
    detail: { ...detail, ...change },
  };
}

function isLater(expiresAt: string | null, before: string | null): boolean {
  return before !== null && (expiresAt === null || new Date(expiresAt) > new Date(before));
}

/** Longer life is a grant like any other: whoever gives it must hold what the key can do. */
async function checkExtension(tx: Tx, caller: Caller, key: ApiKeyRecord): Promise<void> {
  const { actor, organisationId } = caller.context;
  if (actor.scope !== undefined && key.owner.name !== actor.name) throw outOfScope();
  const missing = lacking(actor, await readKeyPermissions(tx, organisationId, key.id));
  if (missing.length > 0) throw notHeld(missing);
}

function checkAlive(key: ApiKeyRecord): void {
  if (key.revokedAt === null) return;
  throw new Refusal(409, 'api-key/revoked', 'The key is revoked; nothing brings it back.', {
    remedy: 'make a new key',
  });
}

/**
 * Changes when a key expires; null: never.
 * @throws Refusal 403, 404, 409, 422
 */
export function changeExpiry(
  deps: Deps,
  caller: Caller,
  id: string,
  expiresAt: string | null,
): Promise<ApiKeyRecord> {
  const { context } = caller;
  return deps.database.write(async (tx) => {
    const key = await manageableKey(tx, caller, id);
    checkAlive(key);
    if (key.expiresAt === expiresAt) return key;
    if (isLater(expiresAt, key.expiresAt)) {
      checkExpiry(caller, expiresAt, deps.now());
      await checkExtension(tx, caller, key);
    } else checkToCome(expiresAt, deps.now());
    await setExpiry(tx, context.organisationId, id, expiresAt);
    const description = `API key updated (${key.name}; expiration ${expiresAt ?? 'never'})`;
    await recordEntries(tx, deps, context, [entryOf(key, 'Update', description, expiresAt)]);
    return { ...key, expiresAt };
  });
}

/**
 * Revokes a key at once and for good: the next request with it is refused, on every replica. Revoking a revoked key
 * changes nothing.
 * @throws Refusal 404
 */
export async function revokeApiKey(deps: Deps, caller: Caller, id: string): Promise<void> {
  const { context } = caller;
  await deps.database.write(async (tx) => {
    const key = await manageableKey(tx, caller, id);
    if (!(await setRevoked(tx, context.organisationId, id, deps.now().toISOString()))) return;
    await recordEntries(tx, deps, context, [entryOf(key, 'Delete', `API key revoked (${key.name})`, null)]);
  });
}
