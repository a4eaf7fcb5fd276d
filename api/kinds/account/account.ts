import type { KindModule } from '../kind.ts';
import { auditAccount } from './audit.ts';
import { checkAccounts } from './check.ts';
import { conflictsOfAccounts } from './conflicts.ts';
import { projectAccounts, touchedByAccount } from './project.ts';
import { readAccounts } from './read.ts';
import { removeAccounts, writeAccounts } from './write.ts';

export const accountKind: KindModule = {
  kind: 'Account',
  always: { main: false },
  read: readAccounts,
  write: writeAccounts,
  remove: removeAccounts,
  touched: touchedByAccount,
  project: projectAccounts,
  conflicts: conflictsOfAccounts,
  check: checkAccounts,
  audit: auditAccount,
};
