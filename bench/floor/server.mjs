// The least that a plan or an apply can cost on the side of the server: read the state, compare, and write what differs with one statement.
// `node server.mjs` with DATABASE_URL or DATA_DIR in the environment; prints its URL.
import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { openFloorDatabase } from './database.mjs';

const query = await openFloorDatabase(process.env);
await query('CREATE TABLE resource (address text PRIMARY KEY, document jsonb NOT NULL)');

const server = createServer((request, response) => {
  answer(request).then((value) => response.end(JSON.stringify(value)));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.on('SIGTERM', () => process.exit(0));

async function answer(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { apply, documents } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const state = await readState();
  const changed = documents.filter(
    (document) => !isDeepStrictEqual(document, state.get(addressOf(document))),
  );
  if (apply) await write(changed);
  return { resources: documents.length, changes: changed.length, addresses: changed.map(addressOf) };
}

async function readState() {
  const select = "SELECT '[' || coalesce(string_agg(document::text, ','), '') || ']' AS json FROM resource";
  const [{ json }] = await query(select);
  return new Map(JSON.parse(json).map((document) => [addressOf(document), document]));
}

async function write(documents) {
  const rows = documents.map((document) => ({ address: addressOf(document), document }));
  const source =
    'SELECT address, document FROM jsonb_to_recordset($1::jsonb) AS row(address text, document jsonb)';
  const conflict = 'ON CONFLICT (address) DO UPDATE SET document = excluded.document';
  await query(`INSERT INTO resource ${source} ${conflict}`, [JSON.stringify(rows)]);
}

function addressOf({ kind, metadata: { account, name } }) {
  return `${kind}/${account}/${name}`;
}
