import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSet } from '../../../controller/manifest/load-set.ts';
import { briefly, load, manifest, writeSet } from './temporary-set.ts';

const user = (spec: string) => manifest('User', '{name: ana, account: emea}', spec);

/** Loads a file within ten seconds of this slow world, and says briefly what was found. */
async function survive(content: string | Buffer, name = 'a.yaml'): Promise<string[]> {
  const started = performance.now();
  const { diagnostics } = await load({ [name]: content });
  expect(performance.now() - started).toBeLessThan(10_000);
  return briefly(diagnostics);
}

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...Array.from(
    { length: 30 },
    (_, index) => `a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]`,
  ),
].join('\n');
const quadratic = `a: &a [${'x,'.repeat(2000)}]\nb: [${'*a,'.repeat(2000)}]\n`;

describe('hostile input ends in a clear error, soon', () => {
  it.each([
    ['an alias bomb', bomb, 'error yaml/alias-expansion a.yaml:1:1'],
    ['an alias bomb that grows by squares', quadratic, 'error yaml/alias-expansion a.yaml:1:1'],
    ['an alias of itself', 'a: &a [*a]\n', 'error yaml/too-deep a.yaml:1:1'],
    ['an alias of nothing', 'a: *b\n', 'error yaml/alias a.yaml:1:1'],
    ['a mapping that merges itself', 'a: &a\n  <<: *a\n', 'error yaml/alias-expansion a.yaml:1:1'],
    ['ten thousand brackets', `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`, 'error yaml/too-deep'],
    ['ten thousand brackets that stay open', '['.repeat(10_000), 'error yaml/too-deep'],
    ['ten thousand dashes', `${'- '.repeat(10_000)}a\n`, 'error yaml/too-deep'],
    [
      'a thousand levels of indentation',
      Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'error yaml/too-deep',
    ],
    [
      'a key twice',
      user('email: a@b.example\nlanguage: hr\nemail: c@d.example'),
      'error yaml/duplicate-key a.yaml:7:3',
    ],
    ['a tab', 'apiVersion: bylaw.dev/v1\nkind: User\nmetadata:\n\tname: ana\n', 'error yaml/tab a.yaml:4:1'],
    ['an unknown tag', user('email: !secret a@b.example'), 'error yaml/tag a.yaml:5:18'],
    ['a tag that makes objects', user('email: !!js/function "function () {}"'), 'error yaml/tag a.yaml:5:24'],
    ['binary data', user('email: !!binary aGVsbG8='), 'error yaml/tag a.yaml:5:19'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${user('{}')}`, 'utf16le'), 'error file/encoding a.yaml'],
    ['UTF-16 without a mark', Buffer.from(user('{}'), 'utf16le'), 'error file/encoding a.yaml'],
    [
      'UTF-16, big end first',
      Buffer.from(`\ufeff${user('{}')}`, 'utf16le').swap16(),
      'error file/encoding a.yaml',
    ],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from('# line\nname: '), Buffer.from([0xc3, 0x28, 0xff])]),
      'error file/encoding a.yaml',
    ],
    ['a control character', user('firstName: "a\u0007b"'), 'error schema/form a.yaml:5:14'],
    ['an escape of a control character', user('firstName: "a\\u001bb"'), 'error schema/form a.yaml:5:14'],
    ['a list for a key', user('? [a, b]\n: c'), 'error yaml/syntax'],
    ['zeros', Buffer.alloc(1000), 'error'],
  ])('%s', async (_name, content, expected) => {
    expect((await survive(content)).join('\n')).toContain(expected);
  });

  it.each([
    ['ten thousand brackets', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'error yaml/too-deep a.json:1:1'],
    [
      'ten thousand mappings',
      `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
      'error yaml/too-deep a.json:1:1',
    ],
    ['a key twice', '{"kind": "User",\n "kind": "Team"}', 'error yaml/duplicate-key a.json:2:2'],
    ['a comma too many', '{"kind": "User",\n}', 'error json/syntax a.json:2:1'],
    ['single quotes', "{'kind': 1}", 'error json/syntax a.json:1:2'],
    ['a comment', '// note\n{}', 'error json/syntax a.json:1:1'],
    ['an end in the middle', '{"kind": [', 'error json/syntax a.json:1:11'],
  ])('JSON: %s', async (_name, content, expected) => {
    expect(await survive(content, 'a.json')).toContain(expected);
  });

  it('a file of 100 MB is refused unread', async () => {
    const folder = writeSet({ 'a.yaml': '' });
    const file = openSync(join(folder, 'a.yaml'), 'r+');
    ftruncateSync(file, 100 * 1024 * 1024);
    closeSync(file);
    const before = process.memoryUsage.rss();
    expect(briefly((await loadSet(folder)).diagnostics)).toEqual(['error file/too-large a.yaml']);
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('a document of megabytes that only yaml can read is refused', async () => {
    expect(await survive(user(`firstName: >\n  ${'word '.repeat(1_000_000)}`))).toEqual([
      'error file/too-large a.yaml:1:1',
    ]);
  });

  it('tens of thousands of keys take no more than their share of time', async () => {
    const keys = Array.from({ length: 30_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(await survive(user(keys))).toHaveLength(30_000);
    expect(await survive(user(`${keys}\nk: &anchor 1`))).toHaveLength(30_001);
  });

  it('ten thousand errors in as many documents are all found', async () => {
    const documents = Array.from({ length: 10_000 }, (_, index) =>
      user('emial: x').replace('ana', `ana-${index}`),
    );
    const found = await survive(documents.join('---\n'));
    expect(found).toHaveLength(10_000);
    expect(found.at(-1)).toBe('error schema/unknown-field a.yaml:59999:3');
  });
});

describe('keys that reach for prototypes', () => {
  it.each(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString'])(
    '%s is a field like any other: unknown',
    async (key) => {
      for (const [name, text] of [
        ['a.yaml', user(`${key}: {polluted: true}`)],
        ['a.yaml', user(`${key}: &a {polluted: true}`)],
      ] as const) {
        expect(await survive(text, name)).toEqual(['error schema/unknown-field a.yaml:5:3']);
      }
      const json = `{"apiVersion": "bylaw.dev/v1", "kind": "User", "metadata": {"name": "ana", "account": "emea"}, "spec": {"${key}": {"polluted": true}}}`;
      expect(await survive(json, 'a.json')).toEqual([
        expect.stringContaining('error schema/unknown-field a.json:1:'),
      ]);
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it('pollute nothing in the metadata, in labels, as kinds or as names', async () => {
    const texts = [
      manifest('User', '{name: ana, account: emea, __proto__: {polluted: true}}', '{}'),
      manifest('Account', '{name: emea, labels: {__proto__: x, constructor: y}}', '{}'),
      manifest('__proto__', '{name: a}', '{}'),
      manifest('constructor', '{name: a}', '{}'),
      manifest('User', '{name: __proto__, account: constructor}', '{}'),
      manifest('Team', '{name: T, account: constructor}', 'members: [__proto__, constructor]'),
      '__proto__: {kind: User}\nkind: User\n',
    ];
    const { diagnostics } = await load({ 'a.yaml': texts.join('---\n') });
    expect(diagnostics.length).toBeGreaterThan(0);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
