import type { KindModule } from '../kind.ts';
import { auditSeats } from './audit.ts';
import { readSeats } from './read.ts';
import { removeSeats, writeSeats } from './write.ts';

export const seatsKind: KindModule = {
  kind: 'Seats',
  always: { holders: [] },
  read: readSeats,
  write: writeSeats,
  remove: removeSeats,
  audit: auditSeats,
};
