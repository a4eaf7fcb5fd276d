import type { Change } from '../../../controller/reconcile/change.ts';
import type { AuditText } from '../audit-text.ts';
import { auditLifecycle } from '../audit-text.ts';

const item = 'SSO';

/** How people of the account may sign in is one of its login options; the connection itself has entries of its own. */
export function auditSingleSignOn(change: Change): readonly AuditText[] {
  const found = [...mode(change), ...connection(change)];
  return found.length > 0 ? found : auditLifecycle(change, item, 'Single sign-on settings');
}

const modeTexts: Readonly<Record<string, readonly [action: string, description: string]>> = {
  off: ['Disable', 'Single sign-on disabled'],
  optional: ['Enable', 'Single sign-on enabled'],
  required: ['Enable', 'Single sign-on required for all users'],
};

function mode(change: Change): readonly AuditText[] {
  const [before, after] = [change.before, change.after].map((values) => values?.['mode']);
  if (before === after) return [];
  const unset = ['Update', 'Single sign-on mode no longer set for the account'] as const;
  const [action, description] = modeTexts[String(after)] ?? unset;
  return [
    { item, action, description },
    { item: 'Account', action: 'Update', description: 'Account login options updated' },
  ];
}

function connection(change: Change): readonly AuditText[] {
  const other = change.fields.some(({ path }) => path !== '/mode');
  const removed = change.after === null && Object.keys(change.before ?? {}).some((key) => key !== 'mode');
  if (!other && !removed) return [];
  return [{ item, action: 'Update', description: 'Single sign-on settings updated' }];
}
