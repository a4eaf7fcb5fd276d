import type { Case, PersonCase } from '../cases/case.ts';
import type { Rehearsal } from '../rehearsal.ts';
import type { Writing } from '../state/writing.ts';
import type { Outside } from '../visits/visitor.ts';

/** Where a case is played. */
export interface Scene extends Rehearsal {
  readonly outside: Outside;
  readonly writing: Writing;
  readonly found: Case;
}

/** What the case says of somebody. */
export function personOf({ found }: Scene, username: string): PersonCase | undefined {
  return found.people.find(({ name }) => name === username);
}
