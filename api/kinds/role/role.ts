import type { KindModule } from '../kind.ts';
import { auditRole } from './audit.ts';
import { readRoles } from './read.ts';
import { removeRoles, writeRoles } from './write.ts';

export const roleKind: KindModule = {
  kind: 'Role',
  always: { permissions: [] },
  read: readRoles,
  write: writeRoles,
  remove: removeRoles,
  audit: auditRole,
};
