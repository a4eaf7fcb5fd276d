import type { NewEntry } from '../../audit/entry.ts';
import { failureText } from '../../audit/failure-text.ts';
import { recordEntries } from '../../audit/record.ts';
import { anonymousContext } from '../../request/anonymous-context.ts';
import type { Deps } from '../../request/context.ts';
import { Refusal } from '../../request/refusal.ts';
import { networkAllows } from '../networks.ts';
import { findWorkload, type Workload, type WorkloadName } from './find-workload.ts';
import { type ExchangedToken, type ExchangeOrigin, issueToken } from './issue-token.ts';
import { type IssuerKeys, IssuerUnreachable } from './issuer-keys.ts';
import { NotTrusted, type TrustedToken, verifyIdentityToken } from './verify-identity-token.ts';

export interface ExchangeRequest extends WorkloadName {
  /** The OIDC token of the CI system. */
  readonly token: string;
}

export interface ExchangeDeps extends Deps {
  readonly issuers: IssuerKeys;
  /** Whether the log tells of this refusal again: strangers must not fill it. */
  readonly isNew: (key: string) => boolean;
}

/** The same words for no such organisation, no such service account, and a token that it does not trust. */
function notTrusted(): Refusal {
  return new Refusal(401, 'auth/not-trusted', 'The service account does not trust this token.', {
    remedy:
      'check the names, and `trust` of the service account; the organisation’s audit log tells which check failed',
  });
}

function unreachable(): Refusal {
  return new Refusal(503, 'auth/issuer-unreachable', 'The keys of the token’s issuer cannot be read now.', {
    remedy: 'try again in a moment; the organisation’s audit log tells what is wrong',
  });
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof NotTrusted) return notTrusted();
  return error instanceof IssuerUnreachable ? unreachable() : undefined;
}

async function recordFailure(
  deps: ExchangeDeps,
  workload: Workload,
  origin: ExchangeOrigin,
  { reason, code }: { reason: string; code: string },
): Promise<void> {
  if (!deps.isNew(`${workload.id} ${reason}`)) return;
  const { organisationId, organisation, name, account } = workload;
  const context = anonymousContext(organisationId, organisation, origin);
  const entry: NewEntry = {
    item: 'API key',
    action: 'Create',
    status: 'failure',
    description: `${failureText('API key', 'Create')} (${name}; ${reason})`,
    account,
    detail: { code, reason, owner: `service-account ${name}` },
  };
  await deps.database.write((tx) => recordEntries(tx, deps, context, [entry]));
}

async function verify(
  { issuers, now }: ExchangeDeps,
  { enabled, allowedNetworks, trust }: Workload,
  token: string,
  { ip }: ExchangeOrigin,
): Promise<TrustedToken> {
  if (!enabled) throw new NotTrusted('the service account or its account is disabled');
  if (!networkAllows(allowedNetworks, ip)) throw new NotTrusted('the network is not allowed');
  return verifyIdentityToken(token, trust, issuers, now());
}

/**
 * Exchanges an OIDC token of a CI system for a token of a service account that trusts it: an API key with all that the service account may, for a quarter
 * of an hour. The reason of a refusal is in the organisation's audit log, each once a minute.
 * @throws Refusal 401 `auth/not-trusted`, 503 `auth/issuer-unreachable`
 */
export async function exchangeToken(
  deps: ExchangeDeps,
  asked: ExchangeRequest,
  origin: ExchangeOrigin,
): Promise<ExchangedToken> {
  const workload = await deps.database.snapshot((tx) => findWorkload(tx, asked));
  if (workload === undefined) throw notTrusted();
  try {
    const trusted = await verify(deps, workload, asked.token, origin);
    return await issueToken(deps, workload, trusted, origin);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || !(error instanceof Error)) throw error;
    await recordFailure(deps, workload, origin, { reason: error.message, code: refusal.code });
    throw refusal;
  }
}
