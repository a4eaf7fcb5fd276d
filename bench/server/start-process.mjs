import { spawn } from 'node:child_process';

/**
 * A running server.
 * @typedef {object} Running
 * @property {string} url
 * @property {number | undefined} pid
 * @property {() => Promise<Counts>} counts what was seen since the last call
 * @property {() => Promise<void>} stop
 *
 * @typedef {{ requests: number, statements: number, writes: number, framing: number, texts: string[], peakMiB: number, cpuMs: number }} Counts
 */

const watcher = new URL('./watch.mjs', import.meta.url).href;

/**
 * Starts a server under watch and waits for the URL that it prints.
 *
 * @param {string[]} args of node
 * @param {Record<string, string>} env
 * @returns {Promise<Running>}
 * @throws with its last words, when it ends instead
 */
export async function startProcess(args, env) {
  const { PATH = '', HOME = '' } = process.env;
  const { BENCH_LIST_STATEMENTS = '' } = process.env;
  const child = spawn(process.execPath, ['--import', watcher, ...args], {
    env: { PATH, HOME, NO_COLOR: '1', BENCH_LIST_STATEMENTS, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise((resolve) => child.on('close', () => resolve(undefined)));
  const url = await firstUrl(child);
  return {
    url,
    pid: child.pid,
    counts: () => ask(child),
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function firstUrl(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    const listen = (chunk) => {
      said = `${said}${chunk}`.slice(-4_000);
      const found = /https?:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('close', () => reject(new Error(`the server did not start: ${said.trim().slice(-500)}`)));
  });
}

function ask(child) {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.send('counts');
  });
}
