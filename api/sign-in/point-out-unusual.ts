import { recordEntries } from '../audit/record.ts';
import type { Finding } from '../audit/unusual/finding.ts';
import { findNewNetwork } from '../audit/unusual/new-network.ts';
import { findUnusualHour } from '../audit/unusual/unusual-hour.ts';
import { preparedMark, rows } from '../database/transaction.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { enqueueMail } from '../notifications/mail/enqueue-mail.ts';
import { notify } from '../notifications/notify.ts';
import type { Candidate } from './candidate.ts';
import { contextOf } from './context.ts';
import { networkOf } from './network-of.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

const quarter = 90 * 24 * 60 * 60_000;
const hoursOfDay = 24;

/** Former sign-ins of a person, one row an address and hour. */
interface Former {
  readonly ip: string | null;
  readonly hour: number;
  readonly count: number;
  readonly firstAt: string;
}

const statement = `${preparedMark}
  SELECT ip, extract(hour FROM at)::int AS hour, count(*)::int AS count, min(at) AS "firstAt" FROM audit_entry
  WHERE organisation_id = $1::uuid AND address = $2 AND item = 'User' AND action = 'Login' AND status = 'success'
    AND at >= $3::timestamptz AND request_id IS DISTINCT FROM $4
  GROUP BY ip, extract(hour FROM at)`;

/** What is unlike his former sign-ins. `now`: when the one in question was complete. */
function findings(former: readonly Former[], ip: string | null, now: Date): readonly Finding[] {
  const networks = new Map<string, Date>();
  const usual = Array.from({ length: hoursOfDay }, () => 0);
  let signIns = 0;
  for (const { ip: from, hour, count, firstAt } of former) {
    signIns += count;
    usual[hour] = (usual[hour] ?? 0) + count;
    const network = networkOf(from);
    const first = new Date(firstAt);
    const known = network === null ? undefined : networks.get(network);
    if (network !== null && (known === undefined || first < known)) networks.set(network, first);
  }
  const network = networkOf(ip);
  const known = [...networks].map(([name, firstUsedAt]) => ({ network: name, firstUsedAt }));
  const found = [
    network === null ? null : findNewNetwork({ network, known, signIns, at: now }),
    findUnusualHour({ hour: now.getUTCHours(), usual }),
  ];
  return found.filter((finding) => finding !== null);
}

/**
 * Points out a sign-in that is unlike the person's others: in the audit log, to whoever is subscribed, and by mail to the person himself. It
 * stops nobody, and nobody waits for it: it runs beside the answer.
 */
export async function pointOutUnusual(
  deps: SignInDeps,
  candidate: Candidate,
  browser: Browser,
  at: Date,
): Promise<void> {
  const { organisationId, userId, username, account } = candidate;
  const since = new Date(at.getTime() - quarter).toISOString();
  const address = userAddress(candidate);
  const former = await deps.database.lookUp((tx) =>
    rows<Former>(tx, statement, organisationId, address, since, browser.requestId),
  );
  const found = findings(former, browser.ip, at);
  if (found.length === 0) return;
  const reasons = found.map(({ reason }) => reason);
  await deps.database.write(async (tx) => {
    await recordEntries(
      tx,
      deps,
      contextOf(candidate, browser),
      found.map(({ kind, reason, detail }) => ({
        item: 'User',
        action: 'Unusual sign-in',
        status: 'success' as const,
        description: `Unusual sign-in (${username}): ${reason}`,
        account,
        address,
        detail: { ...detail, kind },
      })),
    );
    await notify(tx, deps, organisationId, {
      event: 'unusual-sign-in',
      account,
      text: `${username}: ${reasons.join(' ')}`,
      detail: { user: username, kinds: found.map(({ kind }) => kind) },
    });
    await enqueueMail(tx, deps, organisationId, {
      template: 'unusual-sign-in',
      userId,
      at: at.toISOString(),
      ip: browser.ip,
      browser: browser.userAgent,
      reasons,
    });
  });
}
