import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../request/refusal.ts';

/** Connections, and how many requests each is working on. */
type Connections = Map<Socket, number>;

/**
 * Counts the requests of each connection. Node's own `closeIdleConnections` passes over connections that have not sent
 * a request yet, as clients open them ahead: one of those would hold up a stop for a minute.
 */
function watchConnections(app: FastifyInstance, isStopping: () => boolean): Connections {
  const connections: Connections = new Map();
  const add = (socket: Socket, change: number): void => {
    const running = (connections.get(socket) ?? 0) + change;
    if (connections.has(socket)) connections.set(socket, running);
    if (running === 0 && isStopping()) socket.end();
  };
  app.server.on('connection', (socket: Socket) => {
    connections.set(socket, 0);
    socket.once('close', () => connections.delete(socket));
  });
  app.server.on('request', ({ socket }, response) => {
    add(socket, 1);
    response.once('close', () => add(socket, -1));
  });
  return connections;
}

/** While the server stops, running requests end, new ones are sent elsewhere, and idle connections are closed. */
export function stopGracefully(app: FastifyInstance): void {
  let stopping = false;
  const connections = watchConnections(app, () => stopping);
  app.addHook('preClose', async () => {
    stopping = true;
    for (const [socket, running] of connections) if (running === 0) socket.destroy();
  });
  app.addHook('onRequest', async () => {
    if (!stopping) return;
    throw new Refusal(503, 'server/stopping', 'The server is stopping.', { remedy: 'try again in a moment' });
  });
}
