import type { KindModule } from '../kind.ts';
import { auditAccount } from './audit.ts';
import { readAccounts } from './read.ts';
import { removeAccounts, writeAccounts } from './write.ts';

export const accountKind: KindModule = {
  kind: 'Account',
  always: { main: false },
  read: readAccounts,
  write: writeAccounts,
  remove: removeAccounts,
  audit: auditAccount,
};
