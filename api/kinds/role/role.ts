import type { KindModule } from '../kind.ts';
import { auditRole } from './audit.ts';
import { checkRoles } from './check.ts';
import { conflictsOfRoles } from './conflicts.ts';
import { projectRoles, touchedByRole } from './project.ts';
import { readRoles } from './read.ts';
import { removeRoles, writeRoles } from './write.ts';

export const roleKind: KindModule = {
  kind: 'Role',
  always: { permissions: [] },
  read: readRoles,
  write: writeRoles,
  remove: removeRoles,
  touched: touchedByRole,
  project: projectRoles,
  conflicts: conflictsOfRoles,
  check: checkRoles,
  audit: auditRole,
};
