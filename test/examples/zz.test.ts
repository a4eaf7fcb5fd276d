import { it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { testDatabase } from '../support/database.ts';
import { bylaw } from '../whole/command.ts';
import { startServer } from '../whole/server.ts';
import { freshOrganisation } from './fresh-organisation.ts';
const database = await testDatabase();
const server = await startServer(database);
it('x', { timeout: 60000 }, async () => {
  for (const [p, o] of [['acme', { name: 'acme', seats: 100, admin: 'ana' }], ['group', { name: 'aurora', seats: 300, admin: 'olga' }]] as const) {
    const { created } = await freshOrganisation(database, o);
    const r = await bylaw(['plan', `examples/${p}`], { BYLAW_SERVER: server, BYLAW_TOKEN: created.apiKey });
    writeFileSync(`/tmp/w/plan-${p}.txt`, r.output + r.complaint);
    const m = await bylaw(['plan', `examples/${p}`, '--format', 'markdown'], { BYLAW_SERVER: server, BYLAW_TOKEN: created.apiKey });
    writeFileSync(`/tmp/w/plan-${p}.md`, m.output + m.complaint);
  }
});
