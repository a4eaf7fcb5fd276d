import type { KindModule } from '../kind.ts';
import { auditServiceAccount } from './audit.ts';
import { readServiceAccounts } from './read.ts';
import { removeServiceAccounts, writeServiceAccounts } from './write.ts';

export const serviceAccountKind: KindModule = {
  kind: 'ServiceAccount',
  always: { roles: [] },
  read: readServiceAccounts,
  write: writeServiceAccounts,
  remove: removeServiceAccounts,
  audit: auditServiceAccount,
};
