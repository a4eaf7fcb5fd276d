import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface FakeRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  /** Milliseconds before the answer begins. */
  readonly delay?: number;
}

type Handler = (request: FakeRequest) => FakeAnswer;

export interface FakeServer {
  readonly url: string;
  readonly requests: readonly FakeRequest[];
  /** Answers of `METHOD /path`, without query; the last one of several answers repeats. */
  on(route: string, ...answers: readonly (FakeAnswer | Handler)[]): FakeServer;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const part of request) text += String(part);
  return text === '' ? undefined : JSON.parse(text);
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: FakeAnswer): void {
  const problem = status >= 400 ? 'application/problem+json' : 'application/json';
  const type = typeof body === 'string' ? 'text/plain' : problem;
  response.writeHead(status, {
    'content-type': type,
    'bylaw-api': '1',
    'bylaw-version': '0.1.0',
    ...headers,
  });
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
}

/** An API that speaks the HTTP interface of design.md and says what the test wants. */
export async function startFakeServer(): Promise<FakeServer> {
  const routes = new Map<string, (FakeAnswer | Handler)[]>();
  const requests: FakeRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: await bodyOf(incoming) };
    requests.push(request);
    const answers = routes.get(`${method} ${url.split('?')[0]}`) ?? [];
    const next = answers.length > 1 ? answers.shift() : answers[0];
    const answer = typeof next === 'function' ? next(request) : next;
    setTimeout(() => send(response, answer ?? notFound), answer?.delay ?? 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    on: (route, ...answers) => {
      routes.set(route, [...answers]);
      return fake;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fake;
}

const notFound: FakeAnswer = {
  status: 404,
  body: { title: 'Not found', detail: 'There is no such thing', code: 'request/not-found' },
};

/** A problem as the server writes it. */
export function problem(status: number, code: string, detail: string, more: object = {}): FakeAnswer {
  return {
    status,
    body: { type: `https://bylaw.dev/errors/${code}`, title: 'Refused', status, detail, code, ...more },
  };
}
