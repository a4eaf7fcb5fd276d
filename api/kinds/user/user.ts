import type { KindModule } from '../kind.ts';
import { auditUser } from './audit.ts';
import { checkUsers } from './check.ts';
import { conflictsOfUsers } from './conflicts.ts';
import { projectUsers, touchedByUser } from './project.ts';
import { readUsers } from './read.ts';
import { removeUsers } from './remove.ts';
import { writeUsers } from './write.ts';

export const userKind: KindModule = {
  kind: 'User',
  always: { roles: [], conversationsRoles: [] },
  read: readUsers,
  write: writeUsers,
  remove: removeUsers,
  touched: touchedByUser,
  project: projectUsers,
  conflicts: conflictsOfUsers,
  check: checkUsers,
  audit: auditUser,
};
