/**
 * `npm run quickstart`: a server on an embedded database in a folder of its own, an example organisation, and the main
 * job once through: validate, plan, apply, plan again. Then it keeps serving until Ctrl-C; `-- --exit` stops instead.
 *
 * Exit code 0 only where every step did what it should and the second plan was empty.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = `${root}dist/bylaw.js`;
const example = 'examples/acme';
const home = process.env['BYLAW_QUICKSTART_DIR'] ?? `${root}.bylaw/quickstart`;
const accessFile = `${home}/access.json`;
const usualPort = 8080;
const startupMs = 60_000;

const bold = (text) =>
  process.stdout.isTTY && !process.env['NO_COLOR'] ? `\u001b[1m${text}\u001b[0m` : text;
const say = (text) => process.stdout.write(`${text}\n`);
const step = (text) => say(`\n${bold(`▸ ${text}`)}`);

/** The usual port where it is free, else one that is. */
function freePort() {
  const attempt = (port) =>
    new Promise((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(undefined));
      probe.listen(port, '127.0.0.1', () => {
        const { port: found } = probe.address();
        probe.close(() => resolve(found));
      });
    });
  return attempt(usualPort).then((port) => port ?? attempt(0));
}

/** What an earlier quickstart left: its tokens, or nothing where it never got that far. */
function earlierAccess() {
  if (!existsSync(home)) return undefined;
  try {
    return JSON.parse(readFileSync(accessFile, 'utf8'));
  } catch {
    const aside = `${home}-${new Date().toISOString().replaceAll(':', '-')}`;
    renameSync(home, aside);
    say(`An unfinished quickstart was in ${home}; it is in ${aside} now.`);
    return undefined;
  }
}

/** Starts the server and waits until it says that it listens. */
function startServer(port, operatorToken) {
  const child = spawn(
    process.execPath,
    [command, 'server', '--data-dir', `${home}/data`, '--port', String(port)],
    {
      env: { ...process.env, BYLAW_OPERATOR_TOKEN: operatorToken, DATABASE_URL: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`the server did not start within ${startupMs / 1000} s\n${said}`)),
      startupMs,
    );
    const listen = (chunk) => {
      said += chunk;
      const url = /listens at (\S+)/.exec(said)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve({ child, url });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server stopped with exit code ${code}\n${said}`));
    });
  });
}

/** Runs one command of the product; its output goes to the terminal unless it is wanted as text. */
function bylaw(args, env, { quiet = false } = {}) {
  if (!quiet) say(`$ npx bylaw ${args.join(' ')}`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [command, ...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', 'inherit'],
    });
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.once('exit', (code) => resolve({ code: code ?? 1, output }));
  });
}

async function must(args, env, wanted, options) {
  const { code, output } = await bylaw(args, env, options);
  if (code !== wanted)
    throw new Error(`\`bylaw ${args.join(' ')}\` ended with exit code ${code}, not ${wanted}`);
  return output;
}

async function createOrganisation(url, operatorToken) {
  const args = [
    'operator',
    'organisation',
    'create',
    'acme',
    '--seats',
    '100',
    '--admin',
    'ana',
    '--email',
    'ana@acme.example',
  ];
  const env = { BYLAW_SERVER: url, BYLAW_OPERATOR_TOKEN: operatorToken };
  const made = JSON.parse(await must([...args, '--format', 'json'], env, 0, { quiet: true }));
  const access = { operatorToken, ...made };
  writeFileSync(accessFile, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  return access;
}

async function firstRun(env) {
  step('Validate: offline, against the schemas');
  await must(['validate', example], env, 0);
  step('Plan: what would change, and whom it hits');
  await must(['plan', example, '--detailed-exitcode'], env, 2);
  step('Apply: one transaction, or nothing');
  const applied = await must(['apply', example, '--yes'], env, 0, { quiet: true });
  // The apply shows the plan once more; what it did is its last line.
  say(`$ npx bylaw apply ${example} --yes\n${applied.trim().split('\n').at(-1)}`);
}

async function tour(env, again) {
  if (again) step('The organisation of an earlier quickstart is still there');
  else await firstRun(env);
  step('Plan again');
  const { code } = await bylaw(['plan', example, '--detailed-exitcode'], env);
  if (code === 2 && again) {
    say('The example or the state has changed since; `npx bylaw apply` brings them together.');
    return;
  }
  if (code !== 0) throw new Error(`the second plan should say "No changes" and ended with exit code ${code}`);
}

function farewell(url, { apiKey, invitationUrl }) {
  step('Where to look');
  say(`Server          ${url}   (OpenAPI: ${url}/openapi.json)`);
  say(`Manifests       ${example}/`);
  say(`Sign in with    export BYLAW_SERVER=${url} BYLAW_TOKEN=${apiKey}`);
  say(`First admin     ana; her invitation: ${invitationUrl}`);
  say('Try             edit a file in examples/acme, then: npx bylaw plan examples/acme');
  say('                npx bylaw audit      npx bylaw history      npx bylaw explain SecurityPolicy');
  say(`Data            ${home} (remove the folder to begin anew)`);
}

function whenStopped(child) {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve(0));
    child.once('exit', (code) => resolve(code === 0 ? 0 : 1));
  });
}

function stop(child) {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function main() {
  const leave = process.argv.includes('--exit');
  const access = earlierAccess();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const port = await freePort();
  if (port !== usualPort) say(`Port ${usualPort} is taken; this server uses ${port}.`);
  const operatorToken = access?.operatorToken ?? randomBytes(32).toString('hex');
  step('Start a server on an embedded database');
  const { child, url } = await startServer(port, operatorToken);
  child.removeAllListeners('exit');
  try {
    say(`It listens at ${url}; its data is in ${home}/data`);
    const current = access ?? (await createOrganisation(url, operatorToken));
    await tour({ BYLAW_SERVER: url, BYLAW_TOKEN: current.apiKey }, access !== undefined);
    farewell(url, current);
    if (leave) return 0;
    say('\nServing until Ctrl-C.');
    return await whenStopped(child);
  } finally {
    await stop(child);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`quickstart: ${error.message}\n`);
  process.exitCode = 1;
}
