import { createServer } from 'node:https';
import { makeResourceServers } from './resource-servers.mjs';

/**
 * A stand-in of the Auth0 Management API on 127.0.0.1 with as much of it as `auth0-deploy-cli` calls for APIs.
 * It keeps everything in memory and answers at once, so it flatters the peer: the real one is across a network.
 *
 * @param {{ key: string, cert: string }} certificate
 * @param {number} count how many APIs the tenant has
 */
export async function startStandIn(certificate, count) {
  const resources = new Map(makeResourceServers(count).map((resource) => [resource.id, resource]));
  const seen = { requests: 0, writes: 0, unknown: /** @type {string[]} */ ([]) };
  const server = createServer(certificate, (request, response) => {
    seen.requests += 1;
    if (request.method !== 'GET') seen.writes += 1;
    answer(request, resources, seen).then((body) => send(response, body));
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
async function answer(request, resources, seen) {
  const { method } = request;
  const { pathname, searchParams } = new URL(request.url, 'https://127.0.0.1');
  const [collection, id] = pathname.replace('/api/v2/', '').split('/');
  if (collection === 'resource-servers' && method === 'GET')
    return page('resource_servers', [...resources.values()], searchParams);
  if (collection === 'clients' && method === 'GET') return page('clients', [], searchParams);
  if (collection !== 'resource-servers' || !resources.has(id)) {
    seen.unknown.push(`${method} ${pathname}`);
    return undefined;
  }
  const changed = { ...resources.get(id), ...(await readJson(request)) };
  resources.set(id, changed);
  return changed;
}

function page(name, all, parameters) {
  const limit = Number(parameters.get('per_page') ?? 50);
  const start = Number(parameters.get('page') ?? 0) * limit;
  const items = all.slice(start, start + limit);
  if (parameters.get('include_totals') !== 'true') return items;
  return { start, limit, length: items.length, total: all.length, [name]: items };
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}
