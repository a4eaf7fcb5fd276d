import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOrigin } from '../../../controller/client/origin.ts';
import { cleanPageUrl, cleanRemoteUrl } from '../../../controller/client/remote-url.ts';

const settings = 'https://git.acme.example/acme/settings';

describe('a remote', () => {
  test.each([
    ['https://git.acme.example/acme/settings.git', settings],
    ['https://ana:glpat-secret@git.acme.example/acme/settings.git', settings],
    ['https://gitlab-ci-token:secret@GIT.acme.example/acme/settings.git/?private_token=x#y', settings],
    ['git@git.acme.example:acme/settings.git', settings],
    ['git.acme.example:acme/settings', settings],
    ['ssh://git@git.acme.example:2222/acme/settings.git', settings],
    ['https://git.acme.example:8443/a', 'https://git.acme.example:8443/a'],
    ['/srv/git/settings.git', '/srv/git/settings.git'],
    ['../settings', '../settings'],
    ['C:\\git\\settings', 'C:\\git\\settings'],
    ['file:///srv/git/settings', 'file:///srv/git/settings'],
  ])('%s', (remote, expected) => {
    expect(cleanRemoteUrl(remote)).toBe(expected);
  });

  test.each([
    ['https://ci.acme.example/812?token=secret', 'https://ci.acme.example/812'],
    ['https://a:b@ci.acme.example/812', 'https://ci.acme.example/812'],
    ['javascript:alert(1)', undefined],
    ['812', undefined],
  ])('a page %s', (page, expected) => {
    expect(cleanPageUrl(page)).toBe(expected);
  });
});

describe('the origin', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bylaw-origin-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('a folder without a repository has none', async () => {
    expect(await readOrigin(folder, {})).toEqual({});
  });

  test('a file, something below a file and a missing path fail no more than a folder', async () => {
    writeFileSync(join(folder, 'all.yaml'), '');
    for (const path of ['all.yaml', 'all.yaml/x', 'missing'])
      expect(await readOrigin(join(folder, path), {})).toEqual({});
  });

  test('a pipeline tells its run, commit and branch where git cannot', async () => {
    const env = {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_RUN_ID: '812',
      GITHUB_SHA: 'abc',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'acme/settings',
      GITHUB_SERVER_URL: 'https://github.com',
    };
    expect(await readOrigin(folder, env)).toMatchObject({
      commit: 'abc',
      branch: 'main',
      ci: { service: 'github', build: '812' },
    });
  });

  test('a checkout tells repository, commit, branch and author, without the secret in the remote', async ({
    skip,
  }) => {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: folder, stdio: 'pipe' }).toString().trim();
    try {
      git('init', '--quiet', '--initial-branch=main');
    } catch {
      skip();
    }
    git('remote', 'add', 'origin', 'https://ana:secret@git.acme.example/acme/settings.git');
    git(
      '-c',
      'user.name=Ana',
      '-c',
      'user.email=ana@acme.example',
      'commit',
      '--quiet',
      '--allow-empty',
      '-m',
      'x',
    );
    const origin = {
      repository: settings,
      commit: git('rev-parse', 'HEAD'),
      branch: 'main',
      author: 'Ana <ana@acme.example>',
    };
    expect(await readOrigin(folder, {})).toEqual(origin);
    writeFileSync(join(folder, 'all.yaml'), '');
    expect(await readOrigin(join(folder, 'all.yaml'), {})).toEqual(origin);
  });
});
