import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { Refusal } from '../request/refusal.ts';

/** Where the console's page leaves room for the number of its styles. */
const place = '{nonce}';

/** What a page of the console may do: its own scripts, its own styles, its own server, and nothing else. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

const open = { config: { access: 'public' }, schema: { hide: true } } as const;

/** The one page of the console, whatever place in it the address means. */
function pageRoutes(app: FastifyInstance, html: string): void {
  const send = async (_: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    const nonce = randomBytes(16).toString('base64');
    return reply
      .header('content-security-policy', policy(nonce))
      .type('text/html; charset=utf-8')
      .send(html.replaceAll(place, nonce));
  };
  app.get('/console', open, async (_, reply) => reply.redirect('/console/'));
  app.get('/console/*', open, send);
  app.get('/', open, async (_, reply) => reply.redirect('/console/'));
}

/** Named by what is in them, they never change. Compressed when they were built. */
async function assetRoutes(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  const send = (reply: FastifyReply, path: string, age: string): FastifyReply => {
    if (!existsSync(join(folder, path)))
      throw new Refusal(404, 'request/no-such-route', 'There is no such file.');
    return reply
      .header('cache-control', age)
      .header('content-security-policy', "default-src 'none'")
      .sendFile(path);
  };
  const named = /^[\w-]+(?:\.[\w-]+)*$/;
  app.get<{ Params: { file: string } }>('/console/assets/:file', open, async (request, reply) => {
    const { file } = request.params;
    return send(reply, `assets/${named.test(file) ? file : 'none'}`, 'public, max-age=31536000, immutable');
  });
  for (const file of ['icon.svg', 'first-paint.js'])
    app.get(`/console/${file}`, open, async (_, reply) => send(reply, file, 'public, max-age=3600'));
}

/**
 * The console: one page and its files, from this origin alone. Nothing of it is secret; what it shows it asks of the interface, with the
 * person's session.
 * @param folder where it was built; where there is none, the server is without a console
 */
export async function consoleRoutes(app: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) return;
  pageRoutes(app, readFileSync(page, 'utf8'));
  await assetRoutes(app, folder);
}
