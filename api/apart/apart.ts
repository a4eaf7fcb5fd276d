import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { destination, pino } from 'pino';
import { assemble } from '../assemble.ts';
import { openDatabase } from '../database/database.ts';
import { readSettings } from '../environment.ts';
import { readKeyring } from '../identity/secrets/read-keyring.ts';
import { loggerOptions } from '../routes/logging.ts';
import type { Metrics } from '../routes/metrics.ts';
import { generous } from '../routes/rate-limit.ts';
import { buildServer } from '../server.ts';
import type { Asked, FromThread, ThreadSettings, ToThread } from './messages.ts';

const behindRequests = 5;

/** The thread is busy with one thing at a time; more connections would only wait. */
const connections = 4;

const tell = (message: FromThread, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer);

/** The process has the requests in its own numbers already. */
const metrics: Metrics = {
  count: (name, labels) => tell({ counted: [name, labels] }),
  request: () => undefined,
  text: () => '',
};

/** The whole server once more, for requests that the process hands over; addresses are counted there. */
async function start({ env, publicUrl }: ThreadSettings): Promise<(message: ToThread) => Promise<void>> {
  const settings = readSettings(env);
  const { databaseUrl: url, logLevel, rateLimit = generous } = settings;
  if (url === undefined) throw new Error('an embedded database belongs to one thread');
  const database = await openDatabase({ url, connections });
  const keyring = await readKeyring(settings, undefined);
  // Requests are in the log of the process.
  const logger = pino(loggerOptions(logLevel === 'info' ? 'warn' : logLevel), destination(2));
  const app = await buildServer({
    ...assemble({ settings, database, keyring, publicUrl, logger }),
    trustedProxies: [],
    rateLimit: { ...rateLimit, perAddress: Number.MAX_SAFE_INTEGER },
    metrics,
  });
  await app.ready();

  const answer = async ({ id, method, url: path, headers, body, ip }: Asked): Promise<void> => {
    const answered = await app.inject({
      method: method as 'POST',
      url: path,
      headers: headers as Record<string, string>,
      ...(body.length === 0 ? {} : { payload: Buffer.from(body.buffer) }),
      remoteAddress: ip,
    });
    const copy = new Uint8Array(answered.rawPayload);
    tell({ id, answered: { status: answered.statusCode, headers: answered.headers, body: copy } }, [
      copy.buffer,
    ]);
  };

  return async (message) => {
    if (message !== 'stop') {
      return answer(message).catch((error: Error) => tell({ id: message.id, failed: error.message }));
    }
    await app.close();
    await database.close();
    parentPort?.close();
  };
}

// On Linux a priority is a thread's own: who signs in goes before who plans.
if (process.platform === 'linux') setPriority(behindRequests);

const started = start(workerData as ThreadSettings);
parentPort?.on('message', async (message: ToThread) => (await started)(message));
await started;
