import type { KindModule } from '../kind.ts';
import { auditSeats } from './audit.ts';
import { checkSeats } from './check.ts';
import { seatsImpact } from './impact.ts';
import { projectSeats, touchedBySeats } from './project.ts';
import { readSeats } from './read.ts';
import { removeSeats, writeSeats } from './write.ts';

export const seatsKind: KindModule = {
  kind: 'Seats',
  always: { holders: [] },
  read: readSeats,
  write: writeSeats,
  remove: removeSeats,
  touched: touchedBySeats,
  project: projectSeats,
  check: checkSeats,
  impact: seatsImpact,
  audit: auditSeats,
};
