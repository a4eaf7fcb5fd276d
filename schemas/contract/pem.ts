const begin = '-----BEGIN CERTIFICATE-----';
const end = '-----END CERTIFICATE-----';
const block = new RegExp(`${begin}([A-Za-z0-9+/=\\s]*)${end}`);

/** A certificate in PEM form (RFC 7468) of its content in base64, whatever spaces that has. */
export function pemOf(base64: string): string {
  const lines = base64.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
  return [begin, ...lines, end, ''].join('\n');
}

/** One spelling of a certificate: nothing around it, lines of 64 characters and one line end. Other texts stay as they are. */
export function canonicalPem(text: string): string {
  const [, content] = block.exec(text) ?? [];
  return content === undefined ? text : pemOf(content);
}
