import { generate } from 'otplib';
import { operatorToken, type RealServer, startServer } from './real-server.ts';

export const password = 'correct horse battery staple';

/** A person who has signed in, by the cookie of the session. */
export interface SignedIn {
  readonly username: string;
  /** `name=value`. */
  readonly cookie: string;
}

export interface RealWorld {
  readonly server: RealServer;
  /** The founder's key, for pipelines. */
  readonly apiKey: string;
  /** Account Manager of the main account. */
  readonly ana: SignedIn;
  /** A second Account Manager, who may approve what the first has planned. */
  readonly bea: SignedIn;
  /** Reads people, seats and the audit log, and changes nothing. */
  readonly cem: SignedIn;
  /** Sends a request as somebody. */
  call(person: SignedIn, method: string, path: string, body?: object): Promise<Response>;
}

const tokenOf = (link: string): string => link.split('#')[1] ?? '';

type Send = (path: string, body: object) => Promise<Record<string, unknown>>;

/** Sends steps of a sign-in, and keeps the cookie that each of them renews. */
function stepping(server: RealServer, kept: { cookie: string }): Send {
  return async (path, body) => {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url, cookie: kept.cookie },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    const set = answer.headers.getSetCookie().find((text) => text.startsWith('bylaw_session='));
    if (set !== undefined) kept.cookie = set.split(';', 1)[0] ?? '';
    return (await answer.json()) as Record<string, unknown>;
  };
}

/** Accepts an invitation, and enrols an authenticator app where the account asks for one. */
async function accept(server: RealServer, username: string, token: string): Promise<SignedIn> {
  const kept = { cookie: '' };
  const send = stepping(server, kept);
  const { stage } = await send('/v1/invitations/accept', { token, password });
  if (stage === 'enrol-second-factor') {
    const { secret } = await send('/v1/second-factor/app', {});
    await send('/v1/second-factor/app/confirm', { code: await generate({ secret: String(secret) }) });
  }
  return { username, cookie: kept.cookie };
}

/** The token in the newest mail to somebody, as the mailbox of a developer's machine shows it. */
export async function mailedToken(server: RealServer, email: string, path: string): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = await (await fetch(`${server.url}/dev/mailbox`)).text();
    const articles = page.split('<article>').filter((article) => article.includes(`To ${email},`));
    const link = new RegExp(`href="[^"]*${path}#([^"]+)"`).exec(articles[0] ?? '')?.[1];
    if (link !== undefined) return link;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no mail with ${path} to ${email}`);
}

/** A server with the organisation of `examples/acme`, two Account Managers and a reader, all signed in. */
export async function realWorld(): Promise<RealWorld> {
  const server = await startServer();
  const words = ['operator', 'organisation', 'create', 'acme', '--seats', '100', '--admin', 'ana'];
  const made = await server.bylaw([...words, '--email', 'ana@acme.example', '--format', 'json'], {
    BYLAW_OPERATOR_TOKEN: operatorToken,
  });
  const { apiKey, invitationUrl } = JSON.parse(made) as { apiKey: string; invitationUrl: string };
  await server.bylaw(['apply', 'examples/acme', '--yes'], { BYLAW_TOKEN: apiKey });
  const call = (person: SignedIn, method: string, path: string, body?: object): Promise<Response> =>
    fetch(server.url + path, {
      method,
      headers: { cookie: person.cookie, origin: server.url, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const ana = await accept(server, 'ana', tokenOf(invitationUrl));
  const join = async (username: string, roles: readonly string[]): Promise<SignedIn> => {
    const email = `${username}@acme.example`;
    const spec = { email, roles, invitation: 'email' };
    const answer = await call(ana, 'PUT', `/v1/accounts/acme/users/${username}`, { spec });
    if (!answer.ok) throw new Error(await answer.text());
    return accept(server, username, await mailedToken(server, email, '/invitation'));
  };
  const bea = await join('bea-second', ['Account Manager']);
  const cem = await join('cem-reader', ['Analyze Manager']);
  return { server, apiKey, ana, bea, cem, call };
}
