import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/database.ts';
import { plainAppearance, readAppearance } from '../sign-in/appearance.ts';
import { languageOf, type PageFiles, signInPage, signInPolicy } from './sign-in-page.ts';

const open = { config: { access: 'public' }, schema: { hide: true } } as const;

/** Pages that are everybody's: links in mails lead there, and signing out. */
const everybodys = ['/login', '/invitation', '/password', '/verify-email', '/unlock', '/signed-out'];

interface Query {
  readonly lang?: string;
}

interface AccountPage {
  readonly Params: { readonly organisation: string; readonly account?: string };
  readonly Querystring: Query;
}

function send(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('content-security-policy', signInPolicy).type('text/html; charset=utf-8').send(page);
}

function everybodysPages(app: FastifyInstance, files: PageFiles): void {
  for (const path of everybodys) {
    app.get<{ Querystring: Query }>(path, open, async ({ query, headers }, reply) => {
      const language = languageOf(query.lang, null, headers['accept-language']);
      const place = { organisation: null, account: null, appearance: plainAppearance, language };
      return send(reply, signInPage(place, files));
    });
  }
}

function accountPages(app: FastifyInstance, database: Database, files: PageFiles): void {
  const page = async (request: FastifyRequest<AccountPage>, reply: FastifyReply): Promise<FastifyReply> => {
    const { organisation, account = organisation } = request.params;
    const appearance = await database.lookUp((tx) => readAppearance(tx, organisation, account));
    const language = languageOf(request.query.lang, appearance.language, request.headers['accept-language']);
    return send(reply, signInPage({ organisation, account, appearance, language }, files));
  };
  app.get<AccountPage>('/login/:organisation', open, page);
  app.get<AccountPage>('/login/:organisation/:account', open, page);
}

/** A file under a name that changes with what is in it, so that browsers may keep it for ever. */
function fileRoute(app: FastifyInstance, folder: string, name: string, type: string): string {
  const path = join('sign-in', name);
  const digest = createHash('sha256')
    .update(readFileSync(join(folder, path)))
    .digest('hex')
    .slice(0, 16);
  const url = `/login/assets/${digest}-${name}`;
  app.get(url, open, async (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'")
      .type(type)
      .sendFile(path),
  );
  return url;
}

/**
 * The pages of people who sign in: small, without any framework, with the look of their account. What they do goes through the interface, like
 * everything else. `/login/{organisation}/{account}` looks the same whether or not there is such an account.
 * @param folder where the console was built; `reply.sendFile` serves from there
 */
export function signInPageRoutes(app: FastifyInstance, database: Database, folder: string): void {
  if (!existsSync(join(folder, 'sign-in'))) return;
  const files = {
    script: fileRoute(app, folder, 'sign-in.js', 'text/javascript; charset=utf-8'),
    styles: fileRoute(app, folder, 'sign-in.css', 'text/css; charset=utf-8'),
  };
  everybodysPages(app, files);
  accountPages(app, database, files);
}
