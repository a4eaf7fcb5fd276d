import type { KindModule } from '../kind.ts';
import { auditTeam } from './audit.ts';
import { readTeams } from './read.ts';
import { removeTeams, writeTeams } from './write.ts';

export const teamKind: KindModule = {
  kind: 'Team',
  always: { members: [], roles: [] },
  read: readTeams,
  write: writeTeams,
  remove: removeTeams,
  audit: auditTeam,
};
