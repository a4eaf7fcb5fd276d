import { watchSeats } from '../../../../api/jobs/watch-seats.ts';
import type { Case } from '../cases/case.ts';
import { readKnown } from './known.ts';
import { writeFactors } from './write-factors.ts';
import { writeDevices, writeFacts, writeReleases, writeSessions } from './write-facts.ts';
import {
  makeCrews,
  writeConnections,
  writeIdentities,
  writeMemberships,
  writeSsoRoles,
} from './write-sso.ts';
import type { Writing } from './writing.ts';

/** Puts everybody into the state of the case: what months of sign-ins and jobs would have written. */
export async function writeStates(writing: Writing, found: Case): Promise<void> {
  const { database, organisationId, newId, now } = writing;
  await makeCrews(writing, found);
  const known = await readKnown(database, organisationId);
  const people = known.flatMap((one) => {
    const person = found.people.find(({ name }) => name === one.username);
    return person === undefined ? [] : [{ known: one, person }];
  });
  await database.write(async (tx) => {
    for (const write of [writeFacts, writeFactors, writeSessions, writeDevices, writeReleases])
      await write(tx, writing, people);
    for (const write of [writeIdentities, writeSsoRoles]) await write(tx, writing, people);
    await writeMemberships(tx, writing, people, found);
    await writeConnections(tx, writing, found);
  });
  // Seats that were taken back are noticed.
  await watchSeats({ database, newId, now: () => now }, { organisationId, organisation: 'acme' });
}
