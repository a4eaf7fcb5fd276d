import { sign } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ownSignatureAlgorithm, type SignatureAlgorithm, signatureAlgorithms } from './algorithms.ts';
import type { SamlConnection } from './connection.ts';
import { pinnedKeys } from './pinned-keys.ts';
import { refuse, shown } from './refusal.ts';
import { decodeText, strictBase64, strictMarkup } from './strict-input.ts';
import { verifyBytes } from './verify-signature.ts';

/** Bytes that a message may have when it is inflated. */
const mostBytes = 64 * 1024;
/** Characters of a query; more no browser and no server takes. */
const mostQuery = 128 * 1024;

type MessageName = 'SAMLRequest' | 'SAMLResponse';

/** A message to be sent by redirect. */
export interface Outgoing {
  readonly name: MessageName;
  readonly xml: string;
  readonly relayState?: string | undefined;
  /** A private RSA key in PEM form; without it the message is not signed. */
  readonly signingKey?: string | undefined;
}

/** The address that takes a message along (SAML 2.0 Bindings, 3.4.4.1), beside the query that `location` may have. */
export function redirectUrl(location: string, { name, xml, relayState, signingKey }: Outgoing): string {
  const fields = [[name, deflateRawSync(Buffer.from(xml, 'utf8')).toString('base64')]];
  if (relayState !== undefined) fields.push(['RelayState', relayState]);
  if (signingKey !== undefined) fields.push(['SigAlg', ownSignatureAlgorithm]);
  const query = encode(fields);
  const signature =
    signingKey === undefined
      ? ''
      : `&${encode([['Signature', sign('sha256', Buffer.from(query), signingKey).toString('base64')]])}`;
  return `${location}${location.includes('?') ? '&' : '?'}${query}${signature}`;
}

function encode(fields: readonly (readonly string[])[]): string {
  return fields.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
}

/** A message that came by redirect, its signature verified over the very octets of the query. */
export interface Incoming {
  readonly name: MessageName;
  readonly text: string;
  readonly relayState: string | undefined;
}

/**
 * Reads a message out of a raw query (SAML 2.0 Bindings, 3.4.4.1; check 20): what was signed is rebuilt from the query as
 * it came, since nothing says how the sender encoded it.
 * @param query without its question mark
 * @throws SamlRefusal
 */
export function readRedirect(query: string, connection: SamlConnection): Incoming {
  const fields = rawFields(query);
  const name = fields.has('SAMLRequest') ? 'SAMLRequest' : 'SAMLResponse';
  if (fields.has('SAMLRequest') && fields.has('SAMLResponse'))
    refuse('saml/query', 'a request and a response at once');
  if (!fields.has(name)) refuse('saml/query', 'there is no message');
  verifyQuery(fields, name, connection);
  const relayState = fields.get('RelayState');
  return {
    name,
    text: inflate(bytesOf(fields, name)),
    relayState: relayState === undefined ? undefined : decodeField(relayState),
  };
}

const known = ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature'];

/** The fields of SAML in a query, each as it came. */
function rawFields(query: string): Map<string, string> {
  if (query.length > mostQuery) refuse('saml/too-large', `a query of ${query.length} characters`);
  const fields = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const plain = decodeField(name);
    if (!known.includes(plain)) continue;
    if (fields.has(plain) || plain !== name) refuse('saml/query', `${plain} is there twice, or in disguise`);
    fields.set(plain, value);
  }
  return fields;
}

function decodeField(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return refuse('saml/query', 'a field is no text');
  }
}

/** A field that is base64: a plus sign that was not encoded is meant. */
function bytesOf(fields: ReadonlyMap<string, string>, name: string): Buffer {
  const raw = fields.get(name);
  if (raw === undefined || raw === '') return refuse('saml/query', `there is no ${name}`);
  const text = decodeField(raw.replaceAll('+', '%2B')).replace(/[\r\n]/g, '');
  return strictBase64(text) ?? refuse('saml/not-base64', `${name} is no base64`);
}

function verifyQuery(
  fields: ReadonlyMap<string, string>,
  name: MessageName,
  connection: SamlConnection,
): void {
  if (!fields.has('Signature')) refuse('saml/unsigned', 'the query is not signed');
  const algorithm = readAlgorithm(fields, connection);
  const signed = [name, 'RelayState', 'SigAlg'].filter((field) => fields.has(field));
  const octets = Buffer.from(signed.map((field) => `${field}=${fields.get(field)}`).join('&'));
  const value = bytesOf(fields, 'Signature');
  const keys = pinnedKeys(connection.certificates);
  if (!keys.some(({ key }) => verifyBytes(key, algorithm, octets, value)))
    refuse('saml/signature-invalid', `the signature of the query fits none of ${keys.length} certificates`);
}

function readAlgorithm(
  fields: ReadonlyMap<string, string>,
  { allowSha1 }: SamlConnection,
): SignatureAlgorithm {
  const name = decodeField(fields.get('SigAlg') ?? '');
  const algorithm = signatureAlgorithms.get(name);
  if (algorithm === undefined || (algorithm.hash === 'sha1' && !allowSha1))
    return refuse('saml/signature-algorithm', `signed by ${shown(name)}`);
  return algorithm;
}

function inflate(bytes: Buffer): string {
  let inflated: Buffer;
  try {
    inflated = inflateRawSync(bytes, { maxOutputLength: mostBytes });
  } catch (error) {
    const large = error instanceof RangeError;
    return refuse(
      large ? 'saml/too-large' : 'saml/query',
      large ? 'the message inflates too far' : 'the message is not deflated',
    );
  }
  return strictMarkup(decodeText(inflated));
}
