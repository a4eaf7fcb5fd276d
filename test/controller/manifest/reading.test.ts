import { describe, expect, it } from 'vitest';
import { briefly, load, manifest } from './temporary-set.ts';

const user = (name: string) =>
  manifest('User', `{name: ${name}, account: emea}`, `email: ${name}@acme.example`);
const names = (documents: readonly { metadata: Record<string, unknown> }[]) =>
  documents.map(({ metadata }) => metadata['name']);

describe('manifests are read from', () => {
  it('several documents of a file, with empty ones between', async () => {
    const { documents, diagnostics } = await load({
      'a.yaml': `---\n# people\n---\n${user('ana')}---\n---\n${user('ivan')}---\n`,
    });
    expect(diagnostics).toEqual([]);
    expect(documents.map(({ source }) => source.line)).toEqual([4, 11]);
    expect(names(documents)).toEqual(['ana', 'ivan']);
  });

  it('YAML and JSON, in the order of their paths', async () => {
    const json = JSON.stringify({
      apiVersion: 'bylaw.dev/v1',
      kind: 'Team',
      metadata: { name: 'T', account: 'emea' },
      spec: {},
    });
    const { documents, files } = await load({
      'b/x.yml': user('ivan'),
      'a.json': json,
      'b.yaml': user('ana'),
    });
    expect(files).toEqual(['a.json', 'b.yaml', 'b/x.yml']);
    expect(names(documents)).toEqual(['T', 'ana', 'ivan']);
  });

  it('a List, in YAML and in JSON', async () => {
    const item = (name: string) => ({
      apiVersion: 'bylaw.dev/v1',
      kind: 'User',
      metadata: { name, account: 'emea' },
      spec: {},
    });
    const list = { apiVersion: 'bylaw.dev/v1', kind: 'List', items: [item('ana'), item('ivan')] };
    const { documents, diagnostics } = await load({ 'a.json': JSON.stringify(list, null, 2) });
    expect(diagnostics).toEqual([]);
    expect(names(documents)).toEqual(['ana', 'ivan']);
  });

  it('anchors and merge keys', async () => {
    const text = user('ana').replace('spec:', 'spec: &base').replace('metadata', 'metadata');
    const { documents, diagnostics } = await load({ 'a.yaml': `${text}  roles: [Account Manager]\n` });
    expect(diagnostics).toEqual([]);
    expect(documents[0]?.spec).toEqual({ email: 'ana@acme.example', roles: ['Account Manager'] });
    const shared = `apiVersion: bylaw.dev/v1\nkind: List\nmetadata:\n  - &common {language: hr, enabled: true}\nitems:\n  - apiVersion: bylaw.dev/v1\n    kind: User\n    metadata: {name: ana, account: emea}\n    spec: {<<: *common, email: a@b.example}\n`;
    expect((await load({ 'a.yaml': shared })).documents[0]?.spec).toEqual({
      language: 'hr',
      enabled: true,
      email: 'a@b.example',
    });
  });

  it('a file with byte order mark and CRLF, as without', async () => {
    const plain = await load({
      'a.yaml': `${user('ana')}---\n${manifest('Team', '{name: T, account: emea}', 'description: |\n  two\n  lines')}`,
    });
    const marked = await load({
      'a.yaml':
        `\ufeff${user('ana')}---\n${manifest('Team', '{name: T, account: emea}', 'description: |\n  two\n  lines')}`.replaceAll(
          '\n',
          '\r\n',
        ),
    });
    expect(marked.diagnostics).toEqual([]);
    expect(marked.documents.map(({ value, source }) => [value, source.line])).toEqual(
      plain.documents.map(({ value, source }) => [value, source.line]),
    );
  });

  it('directives and document ends', async () => {
    const { documents, diagnostics } = await load({
      'a.yaml': `%YAML 1.2\n---\n${user('ana')}...\n---\n${user('ivan')}`,
    });
    expect(diagnostics).toEqual([]);
    expect(documents.map(({ source }) => source.line)).toEqual([3, 10]);
  });
});

describe('what is no manifest is told apart', () => {
  it.each([
    ['a list', '- a\n- b\n', 'error document/not-a-mapping a.yaml:1:1'],
    ['text', 'hello\n', 'error document/not-a-mapping a.yaml:1:1'],
    ['something without a kind', '# other\n\nname: x\n', 'error document/no-kind a.yaml:3:1'],
    [
      'a List without items',
      'apiVersion: bylaw.dev/v1\nkind: List\n',
      'error document/list-without-items a.yaml:1:1',
    ],
    [
      'a List in a List',
      'kind: List\nitems:\n  - kind: List\n    items: []\n',
      'error document/unknown-kind a.yaml:3:11',
    ],
    ['a kind that is no word', 'kind: [Team]\n', 'error document/unknown-kind a.yaml:1:7'],
    ['an empty file', '', 'warning file/empty a.yaml:1:1'],
    ['a file of comments', '# nothing yet\n---\n', 'warning file/empty a.yaml:1:1'],
  ])('%s', async (_name, text, expected) => {
    const { diagnostics } = await load({ 'a.yaml': text, 'b.yaml': user('ana') });
    expect(briefly(diagnostics)).toEqual([expected]);
  });
});
