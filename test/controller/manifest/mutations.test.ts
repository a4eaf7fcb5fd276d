import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDocuments } from '../../../controller/manifest/check-documents.ts';
import { declare } from '../../../controller/manifest/declare.ts';
import { decodeText } from '../../../controller/manifest/decode-text.ts';
import { locateFindings } from '../../../controller/manifest/finding.ts';
import { loadFiles } from '../../../controller/manifest/load-files.ts';
import { passes } from '../../../schemas/contract/diagnostic.ts';
import { whenValid } from './temporary-set.ts';

const root = join(import.meta.dirname, '../../../examples/acme');
const valid = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml') && name !== 'bylaw.yaml')
  .map((name) => readFileSync(join(root, name), 'utf8'));

type Mutation = (text: string) => string;
const snippet = fc.oneof(
  fc.constantFrom(
    '\t',
    '\r',
    '\0',
    '\u2028',
    '\ufeff',
    '---\n',
    '...\n',
    '&a ',
    '*a',
    '<<: ',
    '!!binary ',
    '? ',
    ': ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '|',
    '>',
    '#',
    '%TAG',
    '\n',
    '  ',
    'null',
    '~',
    '-1',
    '1e999',
    '.nan',
    '__proto__: ',
    'kind: List\nitems:\n',
  ),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const position = fc.double({ min: 0, max: 1, noNaN: true });
const at = (text: string, share: number) => Math.floor(share * text.length);
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(position, snippet).map(
    ([share, part]): Mutation =>
      (text) =>
        text.slice(0, at(text, share)) + part + text.slice(at(text, share)),
  ),
  fc.tuple(position, fc.nat(40)).map(
    ([share, length]): Mutation =>
      (text) =>
        text.slice(0, at(text, share)) + text.slice(at(text, share) + length),
  ),
  fc.tuple(position, position).map(
    ([a, b]): Mutation =>
      (text) =>
        text.slice(0, at(text, a)) + text.slice(at(text, b)),
  ),
  fc.tuple(position, fc.nat(200), snippet).map(
    ([share, length, part]): Mutation =>
      (text) =>
        text.slice(0, at(text, share)) + part + text.slice(at(text, share) + length),
  ),
);

const context = {
  root,
  set: { name: 'tried', prune: true, include: [], exclude: [], policies: [] },
  now: whenValid,
  whole: true,
};

describe('mutations of valid manifests', () => {
  it('never throw: they are valid, or there are diagnostics with a place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...valid),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (original, mutations, json) => {
          const text = mutations.reduce((current, mutate) => mutate(current), original);
          const name = json ? 'a.json' : 'a.yaml';
          const loaded = await loadFiles(root, [name], () => decodeText(Buffer.from(text)));
          const checked = await checkDocuments(loaded.documents, context);
          const diagnostics = [...loaded.diagnostics, ...(await locateFindings(checked.findings))];
          for (const { summary, code, file, line, column } of diagnostics) {
            expect({ summary, code, file }).toEqual({
              summary: expect.stringMatching(/\S/),
              code: expect.stringMatching(/^[a-z]+\/[a-z0-9-]+$/),
              file: name,
            });
            if (line !== undefined) expect(line).toBeLessThanOrEqual(text.split(/\r\n|\n/).length);
            if (column !== undefined) expect(column).toBeGreaterThan(0);
          }
          if (!passes(diagnostics)) return;
          const { documents } = await declare(context.set, loaded.documents, checked.files, {});
          expect(documents).toHaveLength(loaded.documents.length);
        },
      ),
      { numRuns: 1500 },
    );
  }, 120_000);
});
