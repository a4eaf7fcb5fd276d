import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { ResourceItem } from '../../../controller/client/answers.ts';
import { certificate } from '../render/rich-plan.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { createFolder, type Folder } from './manifest-folder.ts';
import { type Ran, runCommand } from './run-command.ts';

const logo = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>');

function item(
  kind: string,
  name: string | undefined,
  spec: ResourceItem['spec'],
  more: Partial<ResourceItem> = {},
): ResourceItem {
  const metadata = { account: 'emea', labels: {}, ...(name === undefined ? {} : { name }) };
  return { address: `${kind}/emea/${name}`, kind, metadata, spec, version: 1, owners: [], ...more };
}

const items: ResourceItem[] = [
  item('User', 'ana', {
    email: 'ana@acme.example',
    mobileNumber: '+385911234567',
    lastName: 'No',
    firstName: '1e3',
  }),
  item('Team', 'First line', { description: 'one\ntwo\n', members: ['ana'] }),
  item('Team', 'Second', {}, { owners: [{ set: 'other-set' }] }),
  item('Team', 'Third', {}, { owners: [{ set: 'acme-settings' }] }),
  item('Team', 'From the provider', { membership: 'sso' }, { origin: 'sso' }),
  item('SingleSignOn', undefined, { identityProvider: { certificates: [{ pem: certificate }] } }),
  item('Customization', undefined, { logo: `data:image/svg+xml;base64,${logo.toString('base64')}` }),
];

let server: FakeServer;
let folder: Folder;

beforeEach(async () => {
  server = await startFakeServer();
  server.on(
    'GET /v1/resources',
    { body: { items: items.slice(0, 3), next: 'c1' } },
    { body: { items: items.slice(3), next: null } },
  );
  server.on('GET /v1/whoami', {
    body: { organisation: 'acme', account: 'acme', actor: { type: 'user', name: 'ana' }, permissions: [] },
  });
  folder = createFolder();
});

afterEach(async () => {
  folder.remove();
  await server.close();
});

function bylaw(...words: string[]): Promise<Ran> {
  return runCommand(words, { cwd: folder.path, env: { BYLAW_TOKEN: 'byl_test', BYLAW_SERVER: server.url } });
}

function read(path: string): string {
  return readFileSync(join(folder.path, path), 'utf8');
}

describe('bylaw export to standard output', () => {
  test('is a stream of YAML documents that say what the server said', async () => {
    const { exitCode, stdout, stderr } = await bylaw('export', '--account', 'emea');
    expect(exitCode).toBe(0);
    const documents = parseAllDocuments(stdout).map((document) => document.toJS());
    expect(documents.map(({ metadata }) => metadata.name)).toEqual([
      'ana',
      'First line',
      undefined,
      undefined,
    ]);
    expect(documents[0]).toEqual({
      apiVersion: 'bylaw.dev/v1',
      kind: 'User',
      metadata: { name: 'ana', account: 'emea' },
      spec: items[0]?.spec,
    });
    expect(stdout).toContain('mobileNumber: "+385911234567"');
    expect(stdout).toContain('lastName: "No"');
    expect(stderr).toBe(
      'Left out: 1 kept by SSO or SCIM, 1 owned by other-set, 1 owned by acme-settings (--all includes them)\n',
    );
  });

  test('--all leaves nothing out, --format json is a List', async () => {
    const { stdout, stderr } = await bylaw('export', '--all', '--format', 'json');
    const list = JSON.parse(stdout);
    expect(list).toMatchObject({ apiVersion: 'bylaw.dev/v1', kind: 'List' });
    expect(list.items).toHaveLength(items.length);
    expect(stderr).toBe('');
  });

  test('an unknown kind is refused with what was meant', async () => {
    const { exitCode, stderr } = await bylaw('export', '--kind', 'team');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Did you mean Team?');
  });
});

describe('bylaw export into a folder', () => {
  test('lays out one file per account and kind, and files beside them; validate passes', async () => {
    const { exitCode, stdout } = await bylaw('export', '--out', 'settings');
    expect(exitCode).toBe(0);
    // Four that nobody owns, and one of a set that has the name of the new one.
    expect(stdout).toContain('Wrote 5 resources');
    expect(read('settings/accounts/emea/teams.yaml')).toContain('name: Third');
    expect(read('settings/accounts/emea/users.yaml')).toMatch(
      /^# yaml-language-server: \$schema=.*bylaw\.schema\.json\n/,
    );
    expect(read('settings/accounts/emea/single-sign-on.yaml')).toContain(
      '- file: single-sign-on/certificates-1.pem',
    );
    expect(read('settings/accounts/emea/single-sign-on/certificates-1.pem')).toBe(certificate);
    expect(read('settings/accounts/emea/customization/logo.svg')).toBe(logo.toString());
    expect(read('settings/bylaw.yaml')).toContain('name: acme-settings');
    const checked = await bylaw('validate', 'settings');
    expect(checked.stdout).toContain('Valid: 5 manifests');
  });

  test('of a part makes a set that prunes nothing', async () => {
    await bylaw('export', '--out', 'whole');
    await bylaw('export', '--account', 'emea', '--out', 'part');
    expect(read('whole/bylaw.yaml')).not.toContain('prune');
    expect(read('part/bylaw.yaml')).toContain('prune: false');
  });

  test('replaces nothing without --force', async () => {
    await bylaw('export', '--out', 'settings');
    server.on('GET /v1/resources', { body: { items: items.slice(0, 1), next: null } });
    const refused = await bylaw('export', '--out', 'settings');
    expect(refused.exitCode).toBe(1);
    expect(refused.stderr).toContain('settings/accounts/emea/users.yaml');
    expect((await bylaw('export', '--out', 'settings', '--force')).exitCode).toBe(0);
  });

  test('what the set around owns is its own', async () => {
    await bylaw('export', '--out', 'settings');
    server.on('GET /v1/resources', { body: { items, next: null } });
    await bylaw('export', '--out', 'settings', '--force');
    expect(read('settings/accounts/emea/teams.yaml')).toContain('name: Third');
  });

  test('a name of the server is no way out of the folder', async () => {
    const bad = { ...item('User', 'x', {}), metadata: { name: 'x', account: '../../../evil' } };
    server.on('GET /v1/resources', { body: { items: [bad], next: null } });
    await bylaw('export', '--out', 'settings');
    expect(existsSync(join(folder.path, 'settings/accounts/evil/users.yaml'))).toBe(true);
  });
});
