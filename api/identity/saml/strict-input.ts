import { refuse } from './refusal.ts';

/** Bytes that a decoded message may have. */
const mostBytes = 256 * 1024;
/** Characters of base64 for that many bytes, with room for line ends. */
const mostCharacters = Math.ceil((mostBytes * 4) / 3) * 2;

/**
 * The XML text of a message as the POST binding carries it (SAML 2.0 Bindings, 3.5.4): strict base64 of strict UTF-8,
 * bounded, without NUL and without any markup that is neither element nor text.
 * @throws SamlRefusal
 */
export function decodeMessage(value: unknown): string {
  const text = decodeText(decodeBase64(value));
  return strictMarkup(text);
}

function decodeBase64(value: unknown): Buffer {
  if (typeof value !== 'string') refuse('saml/not-a-string', `a message is one text, not ${typeof value}`);
  if (value.length > mostCharacters) refuse('saml/too-large', `${value.length} characters`);
  const base64 = value.replace(/[\r\n \t]/g, '');
  if (base64.length > Math.ceil(mostBytes / 3) * 4) refuse('saml/too-large', `${base64.length} characters`);
  const bytes = strictBase64(base64);
  if (bytes === undefined || bytes.length === 0) refuse('saml/not-base64', 'the message is no base64');
  if (bytes.length > mostBytes) refuse('saml/too-large', `${bytes.length} bytes`);
  return bytes;
}

/** The bytes of base64 (RFC 4648, 4) that has exactly one spelling; undefined for any other text. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** Strict UTF-8 without NUL. @throws SamlRefusal */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.includes(0)) refuse('saml/nul', 'the message has a NUL');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('saml/not-utf8', 'the message is no UTF-8');
  }
}

/**
 * The text without its XML declaration. Document types (and with them entities), comments, processing instructions and
 * CDATA sections are refused as text, before a parser sees them.
 * @throws SamlRefusal
 */
export function strictMarkup(text: string): string {
  const body = text.replace(/^<\?xml[ \t\r\n][^<>?]*\?>/, '');
  const [found] = /<[!?][A-Za-z[-]*/.exec(body) ?? [];
  if (found !== undefined) refuse('saml/forbidden-markup', `the message has ${found}`);
  return body;
}
