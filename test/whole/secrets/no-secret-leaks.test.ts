import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { findLeaks } from './canaries.ts';
import { canary, type SecretWorld, secretWorld } from './secret-world.ts';

const database = await testDatabase();

const planted = [
  'operator token',
  'git password',
  'wrong token',
  'database password',
  'encryption key',
  'password in an address',
  'token of the pipeline',
  'token on the command line',
  'secret in a body',
  'secret in a query',
  'cookie',
  'private key',
] as const;
const canaries = new Map<string, string>(planted.map((name) => [name, canary(name)]));
// A key is 32 bytes in base64, and as such it would be said.
canaries.set('encryption key', Buffer.alloc(32, canary('encryption key')).toString('base64'));
const secret = (name: (typeof planted)[number]) => canaries.get(name) ?? '';

/** What pipelines put into the environment of a command: variables with secrets, and addresses with secrets in them. */
const pipelines: readonly Readonly<Record<string, string>>[] = [
  {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'acme/settings',
    GITHUB_RUN_ID: '17',
    GITHUB_SERVER_URL: `https://ci:${secret('token of the pipeline')}@github.example`,
    GITHUB_TOKEN: secret('token of the pipeline'),
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret('token of the pipeline'),
  },
  {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_JOB_TOKEN: secret('token of the pipeline'),
    CI_PIPELINE_URL: `https://git.example/acme/-/pipelines/17?private_token=${secret('token of the pipeline')}`,
    CI_JOB_URL: `https://git.example/acme/-/jobs/17?private_token=${secret('token of the pipeline')}`,
    CI_PROJECT_URL: `https://ci:${secret('token of the pipeline')}@git.example/acme`,
    CI_REPOSITORY_URL: `https://ci:${secret('token of the pipeline')}@git.example/acme.git`,
  },
  {
    JENKINS_URL: `https://ci:${secret('token of the pipeline')}@jenkins.example/`,
    BUILD_URL: `https://ci:${secret('token of the pipeline')}@jenkins.example/job/settings/17/`,
    BUILD_NUMBER: '17',
    GIT_URL: `https://ci:${secret('token of the pipeline')}@git.example/acme.git`,
  },
];

/** In the environment of every command. */
const around = {
  DATABASE_URL: `postgresql://bylaw:${encodeURIComponent(secret('database password'))}@127.0.0.1:1/bylaw`,
  BYLAW_ENCRYPTION_KEY: `canary:${secret('encryption key')}`,
};

interface Created {
  readonly apiKey: string;
  readonly invitationUrl: string;
}

let world: SecretWorld;
let apiKey = '';
let env: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  world = await secretWorld(database, {
    operatorToken: secret('operator token'),
    gitPassword: secret('git password'),
  });
  const { output } = await world.runShowing(
    { BYLAW_OPERATOR_TOKEN: world.operatorToken, ...around },
    ...['operator', 'organisation', 'create', 'acme', '--seats', '20', '--admin', 'ana'],
    ...['--email', 'ana@acme.example', '--format', 'json'],
  );
  const created = JSON.parse(output) as Created;
  apiKey = created.apiKey;
  canaries.set('API key', apiKey);
  canaries.set('invitation', created.invitationUrl.split('#')[1] ?? '');
  env = { BYLAW_TOKEN: apiKey, BYLAW_OPERATOR_TOKEN: world.operatorToken, ...around, ...pipelines[0] };
});

afterAll(() => world.close());

async function expectNoLeak(): Promise<void> {
  expect(findLeaks(canaries, await world.said())).toEqual([]);
}

const inFolder = (name: string) => join(world.folder, name);

describe('no secret is in what is said or written', { timeout: 120_000 }, () => {
  it('of the way of a change: validate, plan, apply, export, history, audit', async () => {
    const { run, set } = world;
    const good = { exitCode: 0 };
    for (const format of ['text', 'json', 'sarif', 'junit', 'github'])
      expect(await run(env, 'validate', set, '--format', format)).toMatchObject(good);
    for (const format of ['text', 'json', 'markdown'])
      expect(await run(env, 'plan', set, '--format', format, '--verbose')).toMatchObject(good);
    for (const pipeline of pipelines)
      expect(await run({ ...env, ...pipeline }, 'plan', set, '--format', 'json')).toMatchObject(good);
    const file = inFolder('plan.json');
    expect(await run(env, 'plan', set, '--out', file)).toMatchObject(good);
    expect(await run(env, 'apply', '--plan', file, '--verbose')).toMatchObject(good);
    expect(await run(env, 'apply', set, '--yes')).toMatchObject(good);
    for (const format of ['yaml', 'json'])
      expect(await run(env, 'export', '--all', '--format', format, '--verbose')).toMatchObject(good);
    expect(await run(env, 'export', '--all', '--out', inFolder('exported'))).toMatchObject(good);
    for (const format of ['text', 'json'])
      expect(await run(env, 'history', '--format', format)).toMatchObject(good);
    for (const format of ['text', 'json', 'csv', 'jsonl'])
      expect(await run(env, 'audit', '--format', format, '--verbose')).toMatchObject(good);
    expect(await run(env, 'init', inFolder('new'), '--pipeline', 'github')).toMatchObject(good);
    await expectNoLeak();
  });

  it('and all of it is heard: what is no secret is found wherever it went', async () => {
    const remote = new Map([['remote', 'git.acme.example/acme/settings']]);
    const found = findLeaks(remote, await world.said());
    const places = ['plan.json', 'table plan', 'table manifest_set'];
    const commands = ['plan SET --format json --verbose', 'history --format json'];
    const expected = [...places, ...commands.map((words) => `output of ${words.replace('SET', world.set)}`)];
    for (const where of expected) expect(found).toContain(`remote in ${where}`);
    const said = await world.said();
    expect(findLeaks(new Map([['path', '/v1/plans']]), said)).toContain('path in log');
    const name = findLeaks(new Map([['role', 'Seat Steward']]), said);
    for (const where of [
      'table audit_entry',
      'output of audit --format csv --verbose',
      'exported/organisation/roles.yaml',
    ])
      expect(name).toContain(`role in ${where}`);
  });

  it('of API keys: made, given again by their Idempotency-Key, listed, used as what they are not, revoked', async () => {
    const { call } = world;
    const request = {
      body: { name: 'pipeline', account: 'acme' },
      headers: { 'idempotency-key': 'make-the-key' },
      showing: true,
    } as const;
    const made = await call(apiKey, 'POST', '/v1/api-keys', request);
    const { key, id } = JSON.parse(made.text) as { key: string; id: string };
    canaries.set('second API key', key);
    expect((await call(apiKey, 'POST', '/v1/api-keys', request)).text).toBe(made.text);
    // Another key of the same person, the same Idempotency-Key: the answer is not for him who does not know the first.
    expect((await call(key, 'POST', '/v1/api-keys', { ...request, headers: request.headers })).status).toBe(
      409,
    );
    expect((await call(key, 'GET', '/v1/whoami')).status).toBe(200);
    expect((await call(apiKey, 'GET', '/v1/api-keys')).status).toBe(200);
    expect((await call(apiKey, 'DELETE', `/v1/api-keys/${key}`)).status).toBe(404);
    expect((await call(apiKey, 'GET', `/v1/accounts/acme/teams/${key}`)).status).toBe(404);
    const edit = { body: { spec: { description: 'x' } } };
    expect((await call(apiKey, 'PATCH', `/v1/accounts/acme/teams/${key}`, edit)).status).toBe(404);
    const wrong = { body: { spec: { description: 7 } } };
    expect((await call(apiKey, 'PUT', `/v1/accounts/acme/teams/${key}`, wrong)).status).toBe(422);
    expect((await call(apiKey, 'GET', `/${key}`)).status).toBe(404);
    const reason = {
      headers: { 'bylaw-break-glass': `because ${key} was seen` },
      body: { spec: { limit: 7 } },
    };
    expect((await call(apiKey, 'PATCH', '/v1/accounts/emea/seats', reason)).status).toBe(200);
    expect((await call(apiKey, 'DELETE', `/v1/api-keys/${id}`)).status).toBe(204);
    expect((await call(key, 'GET', '/v1/whoami')).status).toBe(401);
    await expectNoLeak();
  });

  it('of requests that are refused', async () => {
    const { call } = world;
    const text = secret('secret in a body');
    const refused = [
      call(secret('wrong token'), 'GET', '/v1/whoami'),
      call(secret('wrong token'), 'POST', '/v1/operator/organisations', { body: { name: 'x' } }),
      call(apiKey, 'GET', '/v1/operator/organisations'),
      call(world.operatorToken, 'GET', '/v1/resources'),
      call(apiKey, 'GET', `/v1/resources?token=${encodeURIComponent(secret('secret in a query'))}`),
      call(apiKey, 'GET', '/v1/none', { headers: { cookie: `session=${secret('cookie')}` } }),
      call(apiKey, 'PUT', '/v1/accounts/emea/users/eva', { body: { spec: { password: text } } }),
      call(apiKey, 'PATCH', '/v1/accounts/emea/security-policy', { body: { spec: { password: text } } }),
      call(apiKey, 'POST', '/v1/api-keys', { body: { name: 'x', key: text } }),
      call(apiKey, 'POST', '/v1/api-keys', { body: `{"name":"x","key":"${text}` }),
      call(apiKey, 'POST', '/v1/plans', { body: { version: '1', token: text } }),
    ];
    for (const { status } of await Promise.all(refused)) expect(status).toBeGreaterThanOrEqual(400);
    await expectNoLeak();
  });

  it('of commands that fail, however much they tell', async () => {
    const { run, set } = world;
    const address = `https://ci:${secret('password in an address')}@bylaw.example`;
    const failing: readonly (readonly [Readonly<Record<string, string>>, ...string[]])[] = [
      [{ ...env, BYLAW_TOKEN: secret('wrong token') }, 'plan', set],
      [{ ...env, BYLAW_TOKEN: `${secret('wrong token')} é` }, 'plan', set],
      [{ ...env, BYLAW_SERVER: 'http://127.0.0.1:1' }, 'history', '--timeout', '1'],
      [{ ...env, BYLAW_SERVER: address }, 'plan', set],
      [{ ...env, BYLAW_SERVER: address.replace('https', 'ftp') }, 'plan', set],
      [{ ...env, BYLAW_SERVER: address.replace('https://', '') }, 'plan', set],
      [{ ...env, BYLAW_SERVER: address.replace('bylaw.example', 'bylaw .example') }, 'plan', set],
      [env, 'plan', set, '--server', address.replace('https', 'postgresql')],
      [env, 'plan', set, '--token', secret('token on the command line')],
      [env, 'plan', set, `--token=${secret('token on the command line')}`],
      [
        { ...env, BYLAW_OPERATOR_TOKEN: secret('wrong token') },
        'operator',
        'organisation',
        'set',
        'acme',
        '--seats',
        '9',
      ],
      [env, 'server', '--port', '0'],
      [{ ...env, DATABASE_URL: around.DATABASE_URL.replace(':1/', ':port/') }, 'server', '--port', '0'],
      [{ ...env, DATABASE_URL: around.DATABASE_URL.replace('//', '/') }, 'server', '--port', '0'],
      [{ ...env, BYLAW_ENCRYPTION_KEY: secret('encryption key') }, 'server', '--port', '0'],
      [{ ...env, BYLAW_PUBLIC_URL: address }, 'server', '--port', '0'],
    ];
    for (const [variables, ...words] of failing) {
      expect(await run(variables, ...words)).toMatchObject({ exitCode: 1 });
      expect(await run(variables, ...words, '--verbose')).toMatchObject({ exitCode: 1 });
    }
    await expectNoLeak();
  });

  it('of manifests in which a private key stands', async () => {
    const { run, set } = world;
    const begin = '-----BEGIN PRIVATE KEY-----';
    writeFileSync(
      join(set, 'acme', 'key.pem'),
      `${begin}\n${secret('private key')}\n-----END PRIVATE KEY-----\n`,
    );
    const certificates = [
      '{ file: key.pem }',
      `{ pem: "${begin}\\n${secret('private key')}\\n" }`,
      `\n          pem: |\n            ${begin}\n            ${secret('private key')}`,
    ];
    for (const certificate of certificates) {
      const spec = `spec:\n  identityProvider:\n    certificates:\n      - ${certificate.trimStart()}\n`;
      const head = 'apiVersion: bylaw.dev/v1\nkind: SingleSignOn\nmetadata: { account: acme }\n';
      writeFileSync(join(set, 'acme', 'single-sign-on.yaml'), head + spec);
      for (const format of ['text', 'json', 'sarif', 'junit', 'github'])
        expect(await run(env, 'validate', set, '--format', format, '--verbose')).toMatchObject({
          exitCode: 1,
        });
      expect(await run(env, 'plan', set, '--verbose')).toMatchObject({ exitCode: 1 });
    }
    await expectNoLeak();
  });
});
