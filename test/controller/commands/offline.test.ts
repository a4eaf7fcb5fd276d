import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogue } from '../../../controller/commands/catalogue.ts';
import { kinds } from '../../../schemas/semantics.ts';
import { createFolder, type Folder } from './manifest-folder.ts';
import { type Ran, runCommand } from './run-command.ts';

let folder: Folder;

beforeEach(() => {
  folder = createFolder();
});

afterEach(() => folder.remove());

function bylaw(...words: string[]): Promise<Ran> {
  return runCommand(words, { cwd: folder.path });
}

function read(path: string): string {
  return readFileSync(join(folder.path, path), 'utf8');
}

describe('bylaw init', () => {
  test.each(['github', 'gitlab', 'none'])(
    'with pipeline %s lays out a set that is valid',
    async (pipeline) => {
      const { exitCode } = await bylaw('init', 'My Settings', '--pipeline', pipeline, '--account', 'emea');
      expect(exitCode).toBe(0);
      expect(parse(read('My Settings/bylaw.yaml')).metadata).toEqual({ name: 'my-settings' });
      const checked = await bylaw('validate', 'My Settings');
      expect([checked.exitCode, checked.stdout]).toEqual([0, 'Valid: 2 manifests in 2 files\n']);
    },
  );

  test('names a schema that is there', async () => {
    await bylaw('init', '--pipeline', 'none');
    const [, schema = ''] = /\$schema=(\S+)/.exec(read('accounts/acme/teams.yaml')) ?? [];
    expect(JSON.parse(read(join('accounts/acme', schema)))).toMatchObject({ title: 'Bylaw manifest' });
  });

  test('names the schema of the installed package where there is one', async () => {
    mkdirSync(join(folder.path, 'node_modules/bylaw/schemas'), { recursive: true });
    writeFileSync(join(folder.path, 'node_modules/bylaw/schemas/bylaw.schema.json'), '{}');
    await bylaw('init', 'settings', '--pipeline', 'none');
    expect(read('settings/bylaw.yaml')).toContain(
      '$schema=../node_modules/bylaw/schemas/bylaw-set.schema.json',
    );
    expect(existsSync(join(folder.path, 'settings/.schemas'))).toBe(false);
  });

  test('puts the pipeline at the root of the repository, working in the folder of the set', async () => {
    mkdirSync(join(folder.path, '.git'));
    await bylaw('init', 'settings', '--pipeline', 'github');
    const workflow = parse(read('.github/workflows/bylaw.yml'));
    expect(workflow.jobs.plan.defaults.run['working-directory']).toBe('settings');
    expect(JSON.stringify(workflow.jobs.apply.steps)).toContain('bylaw apply --yes');
  });

  test('both pipelines are YAML that hands the token over in the environment only', async () => {
    await bylaw('init', '--pipeline', 'gitlab');
    const pipeline = parse(read('.gitlab-ci.yml'));
    expect(pipeline.apply.script).toEqual(['BYLAW_TOKEN="$BYLAW_APPLY_TOKEN" npx --no bylaw apply --yes']);
    expect(pipeline.plan.before_script ?? pipeline.default.before_script).toEqual(['npm ci']);
  });

  test('replaces nothing: names what is there and writes nothing else', async () => {
    writeFileSync(join(folder.path, 'bylaw.yaml'), 'mine');
    const { exitCode, stderr } = await bylaw('init', '--pipeline', 'github');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('there are files already: bylaw.yaml');
    expect(read('bylaw.yaml')).toBe('mine');
    expect(existsSync(join(folder.path, 'accounts'))).toBe(false);
  });

  test('refuses names that no set can have', async () => {
    expect((await bylaw('init', '--name', 'Not a name')).stderr).toContain("--name 'Not a name'");
  });
});

describe('bylaw explain', () => {
  test.each(kinds)('%s: fields with type and meaning, and an example', async (kind) => {
    const { exitCode, stdout } = await bylaw('explain', kind.toLowerCase());
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`kind: ${kind}`);
    expect(stdout).toMatch(/Spec\n {2}\w+ </);
  });

  test('a field: type, default, what is allowed, risk', async () => {
    const { stdout } = await bylaw('explain', 'SecurityPolicy.maxInactivityDays');
    expect(stdout).toContain('SecurityPolicy.maxInactivityDays <integer or never>');
    expect(stdout).toMatch(/Default +never\n/);
    expect(stdout).toMatch(/Allowed +15 to 365, never\n/);
    expect(stdout).toMatch(/Weakening +a higher value weakens security\n/);
  });

  test.each([
    'Team.metadata.name',
    'Team.spec.members',
    'Notifications.subscriptions.to.roles',
    'SettingsTemplate.settings.seats.releaseAfterInactiveDays',
  ])('finds %s', async (field) => {
    expect((await bylaw('explain', field)).stdout).toContain(field);
  });

  test.each([
    ['Taem', "There is no kind 'Taem'", 'Did you mean Team?'],
    ['Team.membrs', "Team.spec has no field 'membrs'", 'Did you mean members?'],
    ['Team.constructor', "has no field 'constructor'", 'Known are'],
  ])('%s is refused', async (asked, summary, remedy) => {
    const { exitCode, stderr } = await bylaw('explain', asked);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(summary);
    expect(stderr).toContain(remedy);
  });

  test('without a kind lists all', async () => {
    const { stdout } = await bylaw('explain');
    for (const kind of kinds) expect(stdout).toContain(kind);
  });
});

describe('bylaw completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s knows every command, option and choice', async (shell) => {
    const { exitCode, stdout } = await bylaw('completion', shell);
    expect(exitCode).toBe(0);
    for (const { path, options = [] } of catalogue) {
      for (const word of path) expect(stdout).toContain(word);
      for (const { flags, choices = [] } of options) {
        const [, name = flags] = /--([a-z-]+)/.exec(flags) ?? [];
        expect(stdout).toContain(name);
        if (choices.length > 0) expect(stdout).toContain(choices.join(' '));
      }
    }
    expect(stdout).not.toContain('--token');
  });

  test('another shell is refused', async () => {
    expect((await bylaw('completion', 'tcsh')).stderr).toContain('Say bash, zsh or fish');
  });
});
