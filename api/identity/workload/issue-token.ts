import { isDeepStrictEqual } from 'node:util';
import type { NewEntry } from '../../audit/entry.ts';
import { recordEntries } from '../../audit/record.ts';
import type { Tx } from '../../database/transaction.ts';
import type { Deps, RequestContext } from '../../request/context.ts';
import { newApiKey } from '../api-key.ts';
import { insertApiKey } from '../api-key-rows.ts';
import { findWorkload, type Workload } from './find-workload.ts';
import { NotTrusted, type TrustedToken } from './verify-identity-token.ts';

/** Where a request comes from. */
export interface ExchangeOrigin {
  readonly ip: string | null;
  readonly requestId: string;
}

export interface ExchangedToken {
  /** An API key. It is given here and never again. */
  readonly token: string;
  readonly expiresAt: string;
  readonly organisation: string;
  readonly account: string;
  readonly serviceAccount: string;
}

interface NewKey {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly prefix: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** A quarter of an hour, in milliseconds. A pipeline that takes longer asks again. */
const lifetime = 15 * 60_000;
const longestName = 128;

/** Named after whom the issuer vouches for, on one line. */
function keyName(subject: string): string {
  return [...`workload ${subject.replace(/\p{C}+/gu, ' ')}`].slice(0, longestName).join('');
}

/** Whether what the token was verified against still stands: the issuer may have taken seconds to answer. */
function stillTrusts(workload: Workload | undefined, before: Workload, { trust }: TrustedToken): boolean {
  return (
    workload?.id === before.id &&
    workload.enabled &&
    workload.trust.some((rule) => isDeepStrictEqual(rule, trust))
  );
}

function contextOf(workload: Workload, { ip, requestId }: ExchangeOrigin): RequestContext {
  const { organisationId, organisation, id, name, account, main } = workload;
  const actor = { type: 'service-account', id, name, account, main, permissions: new Set<string>() } as const;
  return { organisationId, organisation, actor, ip, requestId };
}

function entryOf(workload: Workload, { trust, subject }: TrustedToken, key: NewKey): NewEntry {
  return {
    item: 'API key',
    action: 'Create',
    status: 'success',
    description: `API key generated (${key.name}; valid from ${key.createdAt})`,
    account: workload.account,
    detail: {
      id: key.id,
      name: key.name,
      owner: `service-account ${workload.name}`,
      issuer: trust.issuer,
      audience: trust.audience,
      subject,
      claims: { ...trust.claims },
      expiresAt: key.expiresAt,
    },
  };
}

/** With all that the service account may, now and later. */
async function store(tx: Tx, { organisationId, id, name }: Workload, key: NewKey): Promise<void> {
  await insertApiKey(tx, {
    organisation_id: organisationId,
    id: key.id,
    name: key.name,
    token_hash: key.hash,
    prefix: key.prefix,
    user_id: null,
    service_account_id: id,
    permissions: [],
    allowed_networks: [],
    created_at: key.createdAt,
    created_by: name,
    expires_at: key.expiresAt,
  });
}

/**
 * Makes the token of a service account for a verified token of its CI system, with its audit entry.
 * @throws NotTrusted where the trust was withdrawn meanwhile
 */
export async function issueToken(
  deps: Deps,
  workload: Workload,
  trusted: TrustedToken,
  origin: ExchangeOrigin,
): Promise<ExchangedToken> {
  const now = deps.now();
  const { key: token, hash, prefix } = newApiKey();
  const expiresAt = new Date(now.getTime() + lifetime).toISOString();
  const name = keyName(trusted.subject);
  const key: NewKey = { id: deps.newId(), name, hash, prefix, createdAt: now.toISOString(), expiresAt };
  const { organisation, account, name: serviceAccount } = workload;
  await deps.database.write(async (tx) => {
    const found = await findWorkload(tx, { organisation, account, name: serviceAccount });
    if (!stillTrusts(found, workload, trusted)) throw new NotTrusted('the trust was withdrawn meanwhile');
    await store(tx, workload, key);
    await recordEntries(tx, deps, contextOf(workload, origin), [entryOf(workload, trusted, key)]);
  });
  return { token, expiresAt, organisation, account, serviceAccount };
}
