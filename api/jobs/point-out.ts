import { recordEntries } from '../audit/record.ts';
import type { Finding } from '../audit/unusual/finding.ts';
import type { Judged } from '../audit/unusual/judge-activity.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { notify } from '../notifications/notify.ts';
import { systemContext } from '../request/system-context.ts';
import type { JobDeps, Place } from './job.ts';

const texts: Partial<Record<Finding['kind'], { readonly action: string; readonly description: string }>> = {
  'failure-spike': { action: 'Unusual failures', description: 'Unusually many failed sign-ins' },
  'mass-changes': { action: 'Unusual changes', description: 'Unusually many changes by hand' },
};

async function mainAccount(tx: Tx, organisationId: string): Promise<string | undefined> {
  const [main] = await rows<{ name: string }>(
    tx,
    'SELECT name FROM account WHERE organisation_id = $1::uuid AND main',
    organisationId,
  );
  return main?.name;
}

/**
 * Points out what is unusual, in the audit log and to whoever is subscribed: in the main account, and in the account that it is about, where
 * that is another one.
 */
export async function pointOut(
  tx: Tx,
  deps: JobDeps,
  { organisationId, organisation }: Place,
  { finding, account, address }: Judged,
): Promise<void> {
  const { kind, reason, detail } = finding;
  const text = texts[kind];
  const main = await mainAccount(tx, organisationId);
  if (text === undefined || main === undefined) return;
  await recordEntries(tx, deps, systemContext(organisationId, organisation), [
    {
      item: 'User',
      action: text.action,
      status: 'success',
      description: `${text.description}: ${reason}`,
      account: account ?? main,
      ...(address === null ? {} : { address }),
      detail: { ...detail, kind },
    },
  ]);
  for (const name of new Set([main, account ?? main])) {
    const happened = { event: 'unusual-sign-in' as const, account: name, text: reason };
    await notify(tx, deps, organisationId, { ...happened, detail: { ...detail, kind } });
  }
}
