import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../../../schemas/contract/self-signed.ts';
import { testDatabase } from '../../support/database.ts';
import { randomCase } from './random-case.ts';
import { complaint, openTheatre, runCase } from './run-case.ts';

const database = await testDatabase();
const key = selfSigned({
  name: 'idp',
  from: new Date('2026-01-01T00:00:00Z'),
  until: new Date('2036-01-01T00:00:00Z'),
});
const theatre = await openTheatre(database, { entityId: 'https://idp.example/metadata', key });

describe('predictions', () => {
  it('hold', async () => {
    const n = Number(process.env['N'] ?? 20);
    const t = Date.now();
    const tally: Record<string, number> = {};
    let bad = 0,
      refused = 0;
    for (let i = 0; i < n; i++) {
      const [c] = fc.sample(randomCase, { seed: Number(process.env['S'] ?? 1000) + i, numRuns: 1 });
      if (!c) continue;
      const o = await runCase(theatre, c);
      if (o.refused.length) {
        refused++;
        if (!process.env['Q']) console.log(i, o.refused);
      }
      for (const w of o.wrong) {
        const k = `${w.code} ${w.predicted}`;
        tally[k] = (tally[k] ?? 0) + 1;
      }
      const text = complaint(o);
      if (text !== null) {
        bad++;
        if (bad <= Number(process.env['SHOW'] ?? 2)) console.log(i, text, JSON.stringify(c));
      }
    }
    console.log(n, 'runs', Date.now() - t, 'ms', 'refused', refused, 'bad', bad, tally);
    expect(1).toBe(1);
  }, 600_000);
});
