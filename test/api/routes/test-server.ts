import type { FastifyInstance, InjectOptions } from 'fastify';
import { type DestinationStream, pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { applyPlan } from '../../../api/commit/apply.ts';
import { editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import type { Database } from '../../../api/database/database.ts';
import { loggerOptions } from '../../../api/routes/logging.ts';
import { buildServer, type ServerDeps } from '../../../api/server.ts';
import { testCredentials } from '../../support/credentials.ts';
import { testKeyring } from '../../support/keyring.ts';
import { holdToDocument } from './documented.ts';

export const operatorToken = 'operator-token-of-the-tests-0123456789';

/** A clock that tests set. */
interface Clock {
  time: Date;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly clock: Clock;
}

/** The whole server over a database of the tests; it is not listening, requests are injected. */
export async function testServer(
  database: Database,
  more: Partial<ServerDeps> & { readonly logTo?: DestinationStream; readonly documented?: boolean } = {},
): Promise<TestServer> {
  const { logTo, documented = true, ...deps } = more;
  const clock: Clock = { time: new Date('2026-11-24T08:30:00.000Z') };
  const app = await buildServer({
    database,
    now: () => clock.time,
    newId: uuidv7,
    commit: { planDeclaration, applyPlan, editResource },
    operatorToken,
    keyring: testKeyring(),
    ...testCredentials(),
    publicUrl: 'http://localhost:8080',
    logger: logTo === undefined ? pino({ level: 'silent' }) : pino(loggerOptions('trace'), logTo),
    ...deps,
  });
  if (documented) holdToDocument(app);
  await app.ready();
  return { app, clock };
}

/** What a test looks at of an answer. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: T;
  readonly text: string;
}

export type Call = <T = Record<string, unknown>>(
  method: NonNullable<InjectOptions['method']>,
  url: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<T>>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Sends requests with a token. */
export function caller(app: FastifyInstance, token: string | null): Call {
  return async <T>(
    method: InjectOptions['method'],
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const {
      statusCode,
      headers: answered,
      payload,
    } = await app.inject({
      method: method ?? 'GET',
      url,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return { status: statusCode, headers: answered, body: parsed(payload) as T, text: payload };
  };
}

export interface Organisation {
  readonly organisation: string;
  readonly account: string;
  readonly apiKey: string;
  readonly invitationUrl: string;
}

/** An organisation with its first Account Manager `admin`. */
export async function makeOrganisation(app: FastifyInstance, name: string): Promise<Organisation> {
  const { body, status, text } = await caller(app, operatorToken)<Organisation>(
    'POST',
    '/v1/operator/organisations',
    {
      name,
      seats: 10,
      admin: 'admin',
      email: `admin@${name}.example`,
    },
  );
  if (status !== 201) throw new Error(text);
  return body;
}
