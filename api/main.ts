import { createServer } from 'node:net';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { destination, pino } from 'pino';
import type { ThreadSettings } from './apart/messages.ts';
import { type Apart, startApart } from './apart/thread.ts';
import { assemble } from './assemble.ts';
import { type Database, type Location, openDatabase } from './database/database.ts';
import { packageFile } from './database/package-file.ts';
import { readDeliverySettings } from './delivery-settings.ts';
import { BadSetting, readSettings, type ServerSettings } from './environment.ts';
import { readKeyring } from './identity/secrets/read-keyring.ts';
import { jobs } from './jobs/jobs.ts';
import { refreshMetadataJob } from './jobs/refresh-metadata.ts';
import { resealSecretsJob } from './jobs/reseal-secrets.ts';
import { type RunningJobs, startJobs } from './jobs/start-jobs.ts';
import { couriersOf } from './notifications/couriers.ts';
import { openDelivery } from './notifications/open-delivery.ts';
import type { DeliveryDeps } from './notifications/outbox/courier.ts';
import { type RunningOutbox, startOutbox } from './notifications/outbox/start-outbox.ts';
import type { Deps } from './request/context.ts';
import { loggerOptions } from './routes/logging.ts';
import { createMetrics, type Metrics } from './routes/metrics.ts';
import { buildServer, type ServerDeps } from './server.ts';

export interface RunOptions {
  /** Folder of the embedded database; not looked at with DATABASE_URL. */
  readonly dataDir?: string;
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly env: NodeJS.ProcessEnv;
  /** Default: JSON lines on standard error. */
  readonly logger?: FastifyBaseLogger;
}

export interface RunningServer {
  readonly url: string;
  /** Lets running requests end, refuses new ones, and closes the database. */
  readonly close: () => Promise<void>;
}

/** The server cannot listen where it should; `code` is the system's (EADDRINUSE, EACCES). */
export class CannotListen extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CannotListen';
    this.code = code;
  }
}

/** Opens the ways out: what the server is told of them, and how to let go of them. */
function delivering(
  env: NodeJS.ProcessEnv,
  deps: Omit<DeliveryDeps, 'jitter'>,
  log: FastifyBaseLogger,
): Pick<ServerDeps, 'mailbox' | 'gateway' | 'startOutbox'> {
  const { senders, close, ...told } = openDelivery(readDeliverySettings(env, deps.publicUrl), deps.now);
  const start = (): RunningOutbox => {
    const outbox = startOutbox({
      deps: { ...deps, jitter: Math.random },
      couriers: couriersOf(senders),
      onError: (error) => log.error({ err: error }, 'the outbox is not worked on at the moment'),
    });
    return { ...outbox, stop: () => outbox.stop().finally(close) };
  };
  return { ...told, startOutbox: start };
}

/** What is done from time to time, and what the server's log says of it. */
function working(
  deps: Deps & Pick<ServerDeps, 'publicUrl' | 'keyring'>,
  log: FastifyBaseLogger,
): RunningJobs {
  return startJobs({
    deps,
    jobs: [...jobs, refreshMetadataJob(deps.publicUrl), resealSecretsJob(deps.keyring)],
    onDone: ({ organisationId, job }, did) =>
      log.info({ job, organisationId, did }, 'a job has done something'),
    onError: (error, turn) =>
      log.error(
        { err: error, job: turn?.job, organisationId: turn?.organisationId },
        'a job failed; it is tried again',
      ),
  });
}

/** The thread for long work; it logs on its own, and what it counts is counted here. */
function apartOf(settings: ThreadSettings, { count }: Metrics, log: FastifyBaseLogger): Apart {
  const onError = (error: Error): void =>
    log.error({ err: error }, 'the thread for long work failed; another takes its place');
  return startApart({ ...settings, count, onError });
}

/** How long running requests may take to end, in milliseconds, before their connections are cut. */
const grace = 30_000;

function locationOf({ databaseUrl }: ServerSettings, dataDir: string | undefined): Location {
  if (databaseUrl !== undefined) return { url: databaseUrl };
  if (dataDir !== undefined) return { dataDir };
  throw new BadSetting(
    'No database: give a folder for the embedded one, or a PostgreSQL server in DATABASE_URL',
  );
}

/** A port that nothing listens on: the public address is needed before the server listens. */
function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** How this machine reaches the server: a wildcard address is no address to go to. */
function localUrl(host: string, port: number): string {
  const wildcard = host === '0.0.0.0' || host === '::';
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${wildcard ? 'localhost' : name}:${port}`;
}

const listenFailures: Readonly<Record<string, (where: string) => string>> = {
  EADDRINUSE: (where) =>
    `${where} is taken by another program: stop it, or choose another port with --port (0: any free one)`,
  EACCES: (where) =>
    `${where} may not be used: ports below 1024 need rights of their own; choose another with --port`,
  EADDRNOTAVAIL: (where) => `${where} is not an address of this machine: choose another with --host`,
};

async function listen(app: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const told = listenFailures[code]?.(`Port ${port} on ${host}`);
    throw told === undefined ? error : new CannotListen(code, told);
  }
}

async function stop(app: FastifyInstance, database: Database): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), grace);
  await app.close();
  clearTimeout(cut);
  await database.close();
}

/**
 * Runs the API server until it is closed.
 * @throws BadSetting, CannotListen, and what `openDatabase` throws: all with a message for the person who starts it
 */
export async function runServer({
  dataDir,
  port: wanted,
  host,
  env,
  logger,
}: RunOptions): Promise<RunningServer> {
  const settings = readSettings(env);
  const database = await openDatabase(locationOf(settings, dataDir));
  try {
    const port = wanted === 0 ? await freePort(host) : wanted;
    const url = localUrl(host, port);
    const keyring = await readKeyring(settings, settings.databaseUrl === undefined ? dataDir : undefined);
    const log = logger ?? pino(loggerOptions(settings.logLevel), destination(2));
    const publicUrl = settings.publicUrl ?? url;
    const deps = assemble({ settings, database, keyring, publicUrl, logger: log });
    const metrics = createMetrics();
    const app = await buildServer({
      ...deps,
      ...delivering(env, deps, log),
      ...(settings.databaseUrl === undefined ? {} : { apart: apartOf({ env, publicUrl }, metrics, log) }),
      startJobs: () => working(deps, log),
      consoleFolder: packageFile('dist/console'),
      metrics,
    });
    await listen(app, host, port);
    return { url, close: () => stop(app, database) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
