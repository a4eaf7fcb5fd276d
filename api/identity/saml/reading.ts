import type { SamlConnection } from './connection.ts';
import { signatureOf } from './message-shape.ts';
import type { PinnedKey } from './pinned-keys.ts';
import { refuse } from './refusal.ts';
import { readSignature, type SignatureForm } from './signature-form.ts';
import type { Verified } from './verify-signature.ts';
import type { DocumentScope } from './xml-document.ts';
import { readTree, type XmlElement } from './xml-tree.ts';

/** A response whose signatures were verified. */
export interface ReadResponse {
  /** From its verified form where it is signed, otherwise as it came: then it may refuse, and decide nothing. */
  readonly response: XmlElement;
  readonly responseSigned: boolean;
  /** From its verified form, always. */
  readonly assertion: XmlElement;
  readonly view: SamlifyView;
}

/** A response in the form in which samlify can judge it. */
export interface SamlifyView {
  readonly text: string;
  /** The certificate, in PEM form, that verified the signature that samlify looks at first. */
  readonly certificate: string;
  /** The key with which samlify decrypts; undefined: it is shown nothing encrypted. */
  readonly decryptionKey: string | undefined;
}

/** What reading a message needs at every step. */
export interface Reading {
  readonly connection: SamlConnection;
  readonly keys: readonly PinnedKey[];
  readonly scope: DocumentScope;
}

/** The signature of an element, if it has one. @throws SamlRefusal */
export function readOwnSignature(holder: XmlElement, connection: SamlConnection): SignatureForm | undefined {
  const signature = signatureOf(holder);
  return signature && readSignature(signature, holder, connection);
}

/** One signature over the assertion there must be, and one of its own where the connection wants it. @throws SamlRefusal */
export function checkSigned(
  outer: SignatureForm | undefined,
  inner: SignatureForm | undefined,
  { requireSigned }: SamlConnection,
): void {
  if (outer === undefined && inner === undefined)
    refuse('saml/unsigned', 'no signature covers the assertion');
  if (inner === undefined && requireSigned.includes('assertion'))
    refuse('saml/assertion-not-signed', 'the assertion itself is not signed');
}

/** What a signature covers, as a tree: read from its canonical form, not from what was received. @throws SamlRefusal */
export function treeOf({ text }: Verified, scope: DocumentScope): XmlElement {
  return readTree(scope.parse(text).root);
}
