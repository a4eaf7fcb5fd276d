import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const operatorToken = 'operator-token-of-the-browser-tests-0123';
const command = 'dist/bylaw.js';

export interface RealServer {
  readonly url: string;
  /** Runs the real command against it; its standard output. Throws where it fails. */
  bylaw(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** The built server as users start it: an embedded database in a folder of its own, no SMTP server, so that mails stand at `/dev/mailbox`. */
export async function startServer(more: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  const folder = mkdtempSync(join(tmpdir(), 'bylaw-browser-'));
  const port = await freePort();
  // By name, since a passkey belongs to one: an address of numbers cannot have any.
  const url = `http://localhost:${port}`;
  const env = {
    ...process.env,
    BYLAW_OPERATOR_TOKEN: operatorToken,
    DATABASE_URL: '',
    BYLAW_PUBLIC_URL: url,
    ...more,
  };
  const child = spawn(
    process.execPath,
    [command, 'server', '--data-dir', join(folder, 'data'), '--port', String(port)],
    {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (/listens at \S+/.test(said)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
  return {
    url,
    bylaw: (args, given = {}) => run(args, { ...env, BYLAW_SERVER: url, ...given }),
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('exit', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`bylaw ${args.join(' ')}: ${code}\n${output}${said}`)),
    );
  });
}
