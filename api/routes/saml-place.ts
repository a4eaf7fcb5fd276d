import type { FastifyRequest } from 'fastify';
import { Refusal } from '../request/refusal.ts';
import { type AccountSso, findBySlug } from '../sign-in/saml/find-connection.ts';
import { refreshMetadata, unreadPlace } from '../sign-in/saml/refresh-metadata.ts';
import type { SignInServices } from './sign-in-services.ts';

/** What the routes of single sign-on have in common in the public description. */
export const samlTags = ['single sign-on'];

/** Bytes that a form may have: a response of 256 KiB in base64 and as a form, with room. */
export const mostForm = 1024 * 1024;

/** Which account an address of single sign-on belongs to. */
export interface SlugParams {
  readonly slug: string;
}

export const slugParams = {
  type: 'object',
  required: ['slug'],
  properties: { slug: { type: 'string', maxLength: 128 } },
} as const;

/** An answer that people read. */
export const htmlAnswer = (description: string): object => ({
  description,
  content: { 'text/html': { schema: { type: 'string' } } },
});

/** The first sign-in after an address of metadata was declared need not wait for the job that reads it. */
async function readMetadata({ deps, fetchText }: SignInServices, slug: string): Promise<boolean> {
  const place = await deps.database.snapshot((tx) => unreadPlace(tx, slug));
  if (place === undefined) return false;
  const allowLoopback = deps.publicUrl.startsWith('http:');
  return (await refreshMetadata({ ...deps, fetchText, allowLoopback }, place)) === 'changed';
}

/**
 * The single sign-on that an address belongs to.
 * @throws Refusal 404
 */
export async function connectionOf(services: SignInServices, request: FastifyRequest): Promise<AccountSso> {
  const { deps } = services;
  const { slug } = request.params as SlugParams;
  const find = (): Promise<AccountSso | null> => deps.database.lookUp((tx) => findBySlug(tx, deps, slug));
  const found = (await find()) ?? ((await readMetadata(services, slug)) ? await find() : null);
  if (found !== null) return found;
  throw new Refusal(404, 'saml/unknown-address', 'Nobody signs in at this address.', {
    remedy: 'check the address, or ask your administrator for it',
  });
}
