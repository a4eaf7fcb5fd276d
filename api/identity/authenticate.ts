import type { Actor, Deps } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { hashSecret, isApiKey } from './api-key.ts';
import type { Caller } from './caller.ts';
import { findKeyOwner, type KeyOwner } from './find-key-owner.ts';
import { networkAllows } from './networks.ts';
import { narrowed } from './permissions.ts';

/** Where a request comes from and which key it shows. */
export interface Presented {
  readonly key: string;
  readonly ip: string | null;
  readonly requestId: string;
}

/** A refusal of somebody whom we know by his key: it belongs in his organisation's audit log. */
export class KnownKeyRefusal extends Refusal {
  readonly caller: Caller;

  constructor(refusal: Refusal, caller: Caller) {
    super(
      refusal.status,
      refusal.code,
      refusal.message,
      refusal.remedy === undefined ? {} : { remedy: refusal.remedy },
    );
    this.caller = caller;
  }
}

const askManager = 'ask an Account Manager';

function unknownKey(): Refusal {
  return new Refusal(401, 'auth/invalid-key', 'The API key is not known to this server.', {
    remedy: 'check that the whole key was copied and that it belongs to this server',
  });
}

/** What is wrong with the key itself. */
function keyRefusal(owner: KeyOwner, now: Date): Refusal | undefined {
  if (owner.revokedAt !== null) {
    return new Refusal(401, 'auth/key-revoked', 'The API key was revoked.', { remedy: 'make a new key' });
  }
  if (owner.expiresAt !== null && new Date(owner.expiresAt) <= now) {
    return new Refusal(401, 'auth/key-expired', `The API key expired at ${owner.expiresAt}.`, {
      remedy: 'make a new key',
    });
  }
  return undefined;
}

/** A user's last day is in UTC and belongs to him. */
function hasLeft({ userExpires }: KeyOwner, now: Date): boolean {
  return userExpires !== null && now.toISOString().slice(0, 'yyyy-mm-dd'.length) > userExpires;
}

/** What is wrong with the person or machine that the key belongs to. */
function ownerRefusal(owner: KeyOwner, now: Date): Refusal | undefined {
  if (owner.account === null) return unknownKey();
  if (!owner.accountEnabled) {
    return new Refusal(401, 'auth/account-disabled', `The account ${owner.account} is disabled.`, {
      remedy: `${askManager} of the main account to enable it`,
    });
  }
  if (!owner.ownerEnabled || owner.suspendedAt !== null || hasLeft(owner, now)) {
    return new Refusal(401, 'auth/owner-disabled', 'The owner of the API key is disabled.', {
      remedy: `${askManager} to enable it`,
    });
  }
  if (owner.lockedAt === null) return undefined;
  return new Refusal(401, 'auth/owner-locked', 'The owner of the API key is locked.', {
    remedy: `${askManager} to unlock it`,
  });
}

function networkRefusal(owner: KeyOwner, ip: string | null): Refusal | undefined {
  const ofKey = owner.keyNetworks.length === 0 ? null : owner.keyNetworks;
  const lists = [ofKey, owner.ownerNetworks, owner.accountNetworks];
  if (lists.every((networks) => networkAllows(networks, ip))) return undefined;
  return new Refusal(403, 'auth/network-not-allowed', `The API key may not be used from ${ip ?? 'here'}.`, {
    remedy: 'use it from one of its networks, or have them changed',
  });
}

/** A person's or machine's permissions are those of all its roles, narrowed by those of the key where it names any. */
function actorOf(owner: KeyOwner): Actor {
  const own = new Set(owner.permissions);
  const permissions = owner.keyPermissions.length === 0 ? own : narrowed(own, new Set(owner.keyPermissions));
  const machine = owner.serviceAccountId !== null;
  return {
    type: machine ? 'service-account' : 'user',
    id: machine ? owner.serviceAccountId : owner.userId,
    name: (machine ? owner.serviceAccount : owner.username) ?? owner.keyName,
    account: owner.account,
    main: owner.main,
    permissions,
    ...(owner.scope === null ? {} : { scope: owner.scope }),
  };
}

function callerOf(owner: KeyOwner, { ip, requestId }: Presented): Caller {
  const { organisationId, organisation, keyId: id, expiresAt, lastUsedAt } = owner;
  return {
    context: { organisationId, organisation, actor: actorOf(owner), ip, requestId },
    key: { id, expiresAt, lastUsedAt, allowedNetworks: owner.keyNetworks, permissions: owner.keyPermissions },
  };
}

/**
 * The caller that a key stands for, read anew for every request: what was revoked, disabled or locked a moment ago is
 * refused now, on every replica.
 * @throws Refusal 401 or 403; a KnownKeyRefusal where the key is one of ours
 */
export async function authenticate(deps: Deps, presented: Presented): Promise<Caller> {
  if (!isApiKey(presented.key)) throw unknownKey();
  const hash = hashSecret(presented.key);
  const owner = await findKeyOwner(deps.database, hash);
  if (owner === undefined) throw unknownKey();
  const now = deps.now();
  const refusal = keyRefusal(owner, now) ?? ownerRefusal(owner, now) ?? networkRefusal(owner, presented.ip);
  const caller = callerOf(owner, presented);
  if (refusal !== undefined) throw new KnownKeyRefusal(refusal, caller);
  return caller;
}
