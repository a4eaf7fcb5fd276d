import { openDatabase } from '../../api/database/database.ts';
import { identityProvider } from '../whole/predictions/identity-provider.ts';
import { prove } from '../whole/predictions/prove.ts';
import { openTheatre } from '../whole/predictions/run-case.ts';

/**
 * The proof of predictions as a process of its own: `RUNS SEED`, a line of JSON for each event. On a PGlite in memory, or, several times as
 * fast, on the PostgreSQL database of DATABASE_URL; nothing but the tables is left there.
 */
const [runs = '100', seed = '1'] = process.argv.slice(2);
const url = process.env['DATABASE_URL'];
const database = await openDatabase(url ? { url } : { memory: true });
const theatre = await openTheatre(database, identityProvider());
await prove(theatre, { runs: Number(runs), seed: Number(seed) }, (event) =>
  console.log(JSON.stringify(event)),
);
await theatre.app.close();
await database.close();
