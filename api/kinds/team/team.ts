import type { KindModule } from '../kind.ts';
import { auditTeam } from './audit.ts';
import { checkTeams } from './check.ts';
import { projectTeams, touchedByTeam } from './project.ts';
import { readTeams } from './read.ts';
import { removeTeams, writeTeams } from './write.ts';

export const teamKind: KindModule = {
  kind: 'Team',
  always: { members: [], roles: [] },
  read: readTeams,
  write: writeTeams,
  remove: removeTeams,
  touched: touchedByTeam,
  project: projectTeams,
  check: checkTeams,
  audit: auditTeam,
};
