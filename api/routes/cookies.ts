import cookiePlugin, { type CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Which cookie: of the session, of the browser that somebody has signed in from, of a sign-in that is on its way to an identity provider. */
export type CookieName = 'session' | 'device' | 'saml';

const year = 365 * 24 * 60 * 60;
const tenMinutes = 10 * 60;

const forms: Readonly<Record<CookieName, CookieSerializeOptions>> = {
  session: { sameSite: 'lax' },
  device: { sameSite: 'lax', maxAge: year },
  // The identity provider sends the browser back by a POST from its own site, to which Lax does not reach.
  saml: { sameSite: 'none', maxAge: tenMinutes },
};

/** `__Host-bylaw_session`, or without the prefix by plain http. */
export function cookieName(name: CookieName, publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Host-' : ''}bylaw_${name}`;
}

/** Cookies of this server: `__Host-` ones, for this host alone and over TLS; by plain http on this machine without the prefix, which browsers refuse there. */
export interface Cookies {
  read(request: FastifyRequest, name: CookieName): string | null;
  set(reply: FastifyReply, name: CookieName, value: string): void;
  clear(reply: FastifyReply, name: CookieName): void;
}

/** What this server puts into its cookies, 256 random bits in base64url: anything else is somebody else's, and as good as none. */
const tokenForm = /^[\w-]{43}$/;

function ownToken(value: string | undefined): string | null {
  return value !== undefined && tokenForm.test(value) ? value : null;
}

/** @param publicUrl decides whether the cookies are secure ones */
export async function registerCookies(app: FastifyInstance, publicUrl: string): Promise<Cookies> {
  await app.register(cookiePlugin);
  const secure = publicUrl.startsWith('https:');
  const full = (name: CookieName): string => cookieName(name, publicUrl);
  const options = (name: CookieName): CookieSerializeOptions => ({
    ...forms[name],
    // Without TLS a browser takes no cookie of another site's request; sign-ins on this machine come back to the same site.
    ...(secure ? {} : { sameSite: 'lax' as const }),
    path: '/',
    httpOnly: true,
    secure,
  });
  return {
    read: (request, name) => ownToken(request.cookies[full(name)]),
    set: (reply, name, value) => void reply.setCookie(full(name), value, options(name)),
    clear: (reply, name) => void reply.clearCookie(full(name), options(name)),
  };
}
