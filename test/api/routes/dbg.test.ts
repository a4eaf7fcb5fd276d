import { beforeAll, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { contextIn, write } from '../audit/entries.ts';
import { makeOrganisation, testServer } from './test-server.ts';
const database = await testDatabase();
const { app } = await testServer(database);
let base: string; let key: string;
const socks = new Set<any>();
app.server.on('connection', (s) => { socks.add(s); s.on('close', () => socks.delete(s)); });
beforeAll(async () => { key = (await makeOrganisation(app, 'acme')).apiKey; base = await app.listen({ port: 0, host: '127.0.0.1' });
    const context = await contextIn(database, 'acme', 'ana');
    const many = Array.from({ length: 3_000 }, (_, index) => ({ description: `streamed ${index}` }));
    await write({ database, context, at: '2026-01-01T00:00:00Z' }, many);
});
test('a', async () => {
    const a = await fetch(`${base}/v1/audit/export?format=jsonl`, { headers: { authorization: `Bearer ${key}` } }); await a.text();
    const reading = new AbortController();
    const answer = await fetch(`${base}/v1/audit/export`, { headers: { authorization: `Bearer ${key}` }, signal: reading.signal });
    await answer.body?.getReader().read();
    reading.abort();
    console.log('ready', (await fetch(`${base}/readyz`)).status);
    const t = Date.now();
    const p = app.close();
    await Promise.race([p, new Promise((r) => setTimeout(r, 3000))]);
    console.log('closed after', Date.now() - t, socks.size);
    for (const s of socks) { const m = s._httpMessage; console.log({ destroyed: s.destroyed, readable: s.readable, writable: s.writable, written: s.bytesWritten, wl: s.writableLength, msg: m && { req: m.req?.url, finished: m.finished, writableFinished: m.writableFinished, headersSent: m.headersSent, aborted: m.req?.aborted } , listening: app.server.listening}); }
});
