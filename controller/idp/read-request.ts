import { inflateRawSync } from 'node:zlib';
import { readXml } from '../manifest/read-xml.ts';
import { names } from './names.ts';
import type { Addressee } from './response-model.ts';

/** Reads an AuthnRequest as it came by redirect; undefined where it is none. Its signature is not looked at. */
export function readAuthnRequest(value: string): Addressee | undefined {
  const root = rootOf(value);
  if (root === undefined || root.namespace !== names.protocol || root.name !== 'AuthnRequest')
    return undefined;
  const acsUrl = root.attributes.get('AssertionConsumerServiceURL') ?? '';
  const issuer = root.children.find(
    ({ namespace, name }) => namespace === names.assertion && name === 'Issuer',
  );
  // A form is posted there: nothing but the web.
  if (!URL.canParse(acsUrl) || !/^https?:$/.test(new URL(acsUrl).protocol) || issuer === undefined)
    return undefined;
  return { acsUrl, spEntityId: issuer.text.trim(), requestId: root.attributes.get('ID') ?? '' };
}

function rootOf(value: string) {
  try {
    const text = inflateRawSync(Buffer.from(value, 'base64'), { maxOutputLength: 64 * 1024 }).toString(
      'utf8',
    );
    const read = readXml(text);
    return 'root' in read ? read.root : undefined;
  } catch {
    return undefined;
  }
}
