import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSet } from '../../../controller/manifest/load-set.ts';
import { briefly, load, manifest, setFile, writeSet } from './temporary-set.ts';

const user = (name: string) =>
  manifest('User', `{name: ${name}, account: emea}`, `email: ${name}@acme.example`);
const withSpec = (spec: string) => `${setFile}${spec.replace(/^(?=.)/gm, '  ')}\n`;

describe('the files of a set', () => {
  it('are those of include without those of exclude, without the set file, dot names, node_modules and other sets', async () => {
    const { files, diagnostics } = await load({
      'people/ana.yaml': user('ana'),
      'people/drafts/x.yaml': 'no manifest',
      'teams.yml': user('ivan'),
      'notes.txt': 'no manifest',
      '.hidden/x.yaml': 'no manifest',
      '.github/workflows/x.yaml': 'no manifest',
      'node_modules/a/x.yaml': 'no manifest',
      'other/bylaw.yaml': setFile,
      'other/x.yaml': 'no manifest',
      'bylaw.yaml': withSpec('exclude: ["**/drafts/**"]'),
    });
    expect(files).toEqual(['people/ana.yaml', 'teams.yml']);
    expect(diagnostics).toEqual([]);
  });

  it('follow other patterns, and a pattern that fits nothing is a warning', async () => {
    const { files, diagnostics } = await load({
      'a/x.yaml': user('ana'),
      'b/x.yaml': 'no manifest',
      'bylaw.yaml': withSpec('include: ["a/*.{yaml,yml}", "c/**"]'),
    });
    expect(files).toEqual(['a/x.yaml']);
    expect(briefly(diagnostics)).toEqual(['warning set/unused-pattern bylaw.yaml']);
  });

  it('come with another set file of the same folder, each leaving the other alone', async () => {
    const folder = writeSet({
      'a.yaml': user('ana'),
      'bylaw.staging.yaml': setFile.replace('tried', 'staging'),
    });
    expect((await loadSet(folder)).set.name).toBe('tried');
    const staging = await loadSet(folder, { setFile: join(folder, 'bylaw.staging.yaml') });
    expect([staging.set.name, staging.documents.length, staging.diagnostics]).toEqual(['staging', 1, []]);
  });

  it('are those of the set in or above a path, whole', async () => {
    const folder = writeSet({ 'a/x.yaml': user('ana'), 'b.yaml': user('ivan') });
    for (const path of ['', 'a', 'a/x.yaml', 'bylaw.yaml']) {
      expect((await loadSet(join(folder, path))).files).toEqual(['a/x.yaml', 'b.yaml']);
    }
  });

  it('can stand without a set file only where none is required', async () => {
    const folder = writeSet({ 'a/x.yaml': user('ana'), '.git/HEAD': '' });
    execFileSync('rm', [join(folder, 'bylaw.yaml')]);
    expect(briefly((await loadSet(folder)).diagnostics)).toEqual(['error set/missing']);
    const loose = await loadSet(join(folder, 'a'), { setRequired: false });
    expect([loose.documents.length, loose.diagnostics]).toEqual([1, []]);
  });
});

describe('omitted, empty and unreadable are three things', () => {
  it('a set without manifests is refused', async () => {
    expect(briefly((await load({})).diagnostics)).toEqual(['error set/empty']);
    expect(briefly((await load({ 'a.yaml': '' })).diagnostics)).toEqual([
      'error set/empty',
      'warning file/empty a.yaml:1:1',
    ]);
  });

  it('a folder with sets in it names them', async () => {
    const folder = writeSet({ 'staging/bylaw.yaml': setFile, 'production/bylaw.yaml': setFile });
    execFileSync('rm', [join(folder, 'bylaw.yaml')]);
    const { diagnostics } = await loadSet(folder, { setRequired: false });
    expect(diagnostics.map(({ remedy }) => remedy)).toEqual([
      'Name one of the sets in it: production or staging',
    ]);
  });

  it('a path that does not exist is an error, and so is one of another set', async () => {
    const folder = writeSet({ 'a.yaml': user('ana') });
    const other = writeSet({ 'a.yaml': user('ana') });
    expect(briefly((await loadSet(['missing'], { cwd: folder })).diagnostics)).toEqual([
      'error file/unreadable missing',
    ]);
    expect(briefly((await loadSet(['a.yaml', other], { cwd: folder })).diagnostics)).toEqual([
      expect.stringContaining('error set/elsewhere '),
    ]);
  });

  it('a file that is no part of the set is named, not passed over', async () => {
    const folder = writeSet({ 'a.yaml': user('ana'), 'b.txt': user('ivan') });
    expect(briefly((await loadSet(join(folder, 'b.txt'))).diagnostics)).toEqual([
      'warning file/not-in-set b.txt',
    ]);
  });

  it('a pipe and a folder with the name of a file are told apart from manifests', async () => {
    const folder = writeSet({ 'a.yaml': user('ana') });
    execFileSync('sh', ['-c', 'mkfifo "$0"', join(folder, 'pipe.yaml')]);
    mkdirSync(join(folder, 'folder.yaml'));
    expect(briefly((await loadSet(folder)).diagnostics)).toEqual(['error file/not-regular pipe.yaml']);
    expect(briefly((await loadSet('pipe.yaml', { cwd: folder })).diagnostics)).toContain(
      'error file/not-regular pipe.yaml',
    );
    expect(briefly((await loadSet('/dev/zero', { setRequired: false })).diagnostics)).toEqual([
      'error file/not-regular /dev/zero',
    ]);
  });

  it.runIf(process.getuid?.() !== 0)('a file that may not be read is an error', async () => {
    const folder = writeSet({ 'a.yaml': user('ana') });
    chmodSync(join(folder, 'a.yaml'), 0);
    expect(briefly((await loadSet(folder)).diagnostics)).toEqual(['error file/unreadable a.yaml']);
  });
});

describe('symbolic links', () => {
  it('are followed inside the set, and what they lead to is read once', async () => {
    const folder = writeSet({ 'a.yaml': user('ana'), '..data/b.yaml': user('ivan') });
    symlinkSync('a.yaml', join(folder, 'again.yaml'));
    symlinkSync('..data/b.yaml', join(folder, 'b.yaml'));
    symlinkSync('.', join(folder, 'circle'));
    const { files, diagnostics } = await loadSet(folder);
    expect([files, diagnostics]).toEqual([['a.yaml', 'b.yaml'], []]);
  });

  it('that lead out of the set are errors, and so are broken ones', async () => {
    const outside = writeSet({ 'x.yaml': user('eve') });
    const folder = writeSet({ 'a.yaml': user('ana') });
    symlinkSync(join(outside, 'x.yaml'), join(folder, 'out.yaml'));
    symlinkSync(outside, join(folder, 'folder'));
    symlinkSync('nowhere', join(folder, 'broken.yaml'));
    symlinkSync('round.yaml', join(folder, 'round.yaml'));
    expect(briefly((await loadSet(folder)).diagnostics)).toEqual([
      'error file/unreadable broken.yaml',
      'error file/outside-set folder',
      'error file/outside-set out.yaml',
      'error file/unreadable round.yaml',
    ]);
  });

  it('that lead nowhere or out are errors whatever their names, unless exclude names them', async () => {
    const outside = writeSet({ 'x.yaml': user('eve') });
    const linked = (exclude: string) => {
      const folder = writeSet({ 'a.yaml': user('ana'), 'bylaw.yaml': withSpec(`exclude: ${exclude}`) });
      symlinkSync('nowhere', join(folder, 'people'));
      symlinkSync(outside, join(folder, 'teams'));
      return loadSet(folder);
    };
    expect(briefly((await linked('[drafts/**]')).diagnostics)).toEqual([
      'error file/unreadable people',
      'error file/outside-set teams',
    ]);
    expect((await linked('[people, teams]')).diagnostics).toEqual([]);
    expect((await linked('[people/**, teams/]')).diagnostics).toEqual([]);
  });
});

describe('a broken bylaw.yaml', () => {
  it.each([
    ['no YAML', 'spec: [', 'error yaml/syntax bylaw.yaml:1:8'],
    ['empty', '', 'error set/no-manifest-set bylaw.yaml:1:1'],
    ['another kind', user('ana'), 'error set/no-manifest-set bylaw.yaml:1:1'],
    ['an unknown field', `${setFile}  inclde: []\n`, 'error schema/unknown-field bylaw.yaml:6:3'],
    ['two documents', `${setFile}---\n${user('ivan')}`, 'error set/foreign-document bylaw.yaml:8:7'],
  ])('%s', async (_name, text, expected) => {
    const { diagnostics } = await load({ 'bylaw.yaml': text, 'a.yaml': user('ana') });
    expect(briefly(diagnostics)).toContain(expected);
  });

  it('that is not there, or a pipe, is an error', async () => {
    const folder = writeSet({ 'a.yaml': user('ana') });
    const { diagnostics } = await loadSet(folder, { setFile: join(folder, 'missing.yaml') });
    expect(briefly(diagnostics)).toEqual(['error file/unreadable missing.yaml']);
    writeFileSync(join(folder, 'bytes.yaml'), Buffer.from([0xff, 0xfe, 0x61, 0]));
    expect(briefly((await loadSet(folder, { setFile: join(folder, 'bytes.yaml') })).diagnostics)).toEqual([
      'error file/encoding bytes.yaml',
    ]);
  });
});
