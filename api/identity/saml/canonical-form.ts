import { XmlC14NMode, type XmlElement } from 'libxml2-wasm';
import { refuse } from './refusal.ts';

/**
 * The canonical form of an element and all in it (Exclusive XML Canonicalization 1.0, without comments), as text whose
 * UTF-8 bytes are what a signature covers.
 * @param prefixes the PrefixList: namespaces that are kept though unused
 * @throws SamlRefusal
 */
export function canonicalForm(element: XmlElement, prefixes: readonly string[]): string {
  const chunks: Uint8Array[] = [];
  const handler = {
    write: (bytes: Uint8Array): number => {
      // The bytes lie in the library's memory and are gone after this call.
      chunks.push(bytes.slice());
      return bytes.byteLength;
    },
    close: (): boolean => true,
  };
  const options = {
    mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
    ...(prefixes.length > 0 ? { inclusiveNamespacePrefixes: [...prefixes] } : {}),
  };
  try {
    if (element.parent === null) element.doc.canonicalize(handler, options);
    else element.doc.canonicalize(handler, { ...options, nodeSet: new Set([element]) });
  } catch {
    refuse('saml/canonicalization', `${element.name} has no canonical form`);
  }
  return Buffer.concat(chunks).toString('utf8');
}
