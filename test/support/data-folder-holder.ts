import { openDatabase } from '../../api/database/database.ts';
import { idOf, insertOrganisation } from './organisation-row.ts';

/** A process that opens the data folder it is given, prints "open", then writes organisations, printing each once it is acknowledged. */
const database = await openDatabase({ dataDir: process.argv[2] ?? '' });
console.log('open');
for (let number = 1; ; number += 1) {
  await database.write((tx) => insertOrganisation(tx, idOf(number)));
  console.log(number);
}
