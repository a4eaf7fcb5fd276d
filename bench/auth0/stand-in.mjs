import { createServer } from 'node:https';
import { makeClients } from './clients.mjs';

/**
 * A stand-in of the Auth0 Management API on 127.0.0.1 with as much of it as `auth0-deploy-cli` calls for applications.
 * It keeps everything in memory and answers at once, so it flatters the peer: the real one is across a network.
 *
 * @param {{ key: string, cert: string }} certificate
 * @param {number} count how many applications the tenant has
 */
export async function startStandIn(certificate, count) {
  const clients = new Map(makeClients(count).map((client) => [client.client_id, client]));
  const seen = { requests: 0, writes: 0, unknown: /** @type {string[]} */ ([]) };
  const server = createServer(certificate, (request, response) => {
    seen.requests += 1;
    if (request.method !== 'GET') seen.writes += 1;
    answer(request, clients, seen).then((body) => send(response, body));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');
  return { domain: `127.0.0.1:${address.port}`, seen, close: () => stop(server) };
}

function stop(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

function send(response, body) {
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body ?? { statusCode: 404, message: 'not part of the stand-in' }));
}

/** What the API answers; undefined: it does not know the path. */
async function answer(request, clients, seen) {
  const { pathname, searchParams } = new URL(request.url, 'https://127.0.0.1');
  const [collection, id] = pathname.replace('/api/v2/', '').split('/');
  const body = await readJson(request);
  if (collection !== 'clients') {
    seen.unknown.push(`${request.method} ${pathname}`);
    return request.method === 'GET' ? emptyAnswer(collection, searchParams) : undefined;
  }
  if (request.method === 'GET') return page(clients, searchParams);
  const changed = { ...clients.get(id), ...body };
  clients.set(id, changed);
  return changed;
}

function emptyAnswer(collection, parameters) {
  const name = collection.replaceAll('-', '_');
  return parameters.get('include_totals') === 'true' ? { start: 0, limit: 100, total: 0, [name]: [] } : [];
}

function page(clients, parameters) {
  const number = Number(parameters.get('page') ?? 0);
  const limit = Number(parameters.get('per_page') ?? 50);
  const all = [...clients.values()];
  const clientsOfPage = all.slice(number * limit, (number + 1) * limit);
  if (parameters.get('include_totals') !== 'true') return clientsOfPage;
  return {
    start: number * limit,
    limit,
    length: clientsOfPage.length,
    total: all.length,
    clients: clientsOfPage,
  };
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}
