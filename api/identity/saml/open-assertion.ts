import { namespaces } from '../../../schemas/contract/saml-names.ts';
import { canonicalForm } from './canonical-form.ts';
import { decryptAssertion, type EncryptedForm, readEncrypted } from './decrypt-assertion.ts';
import { checkNames } from './message-shape.ts';
import { checkSigned, type Reading, type ReadResponse, readOwnSignature, treeOf } from './reading.ts';
import { refuse } from './refusal.ts';
import { checkDecryptedShape } from './response-shape.ts';
import { checkSchema } from './schemas.ts';
import type { SignatureForm } from './signature-form.ts';
import { decodeText, strictMarkup } from './strict-input.ts';
import { type Verified, verifySignature } from './verify-signature.ts';
import type { DocumentScope } from './xml-document.ts';
import { onlyChild, readTree, type XmlElement } from './xml-tree.ts';

const { assertion: saml, schema, schemaInstance } = namespaces;

/** A response with an encrypted assertion; `response` is its verified form where it is signed. */
export interface EncryptedResponse {
  readonly text: string;
  readonly response: XmlElement;
  readonly outer: SignatureForm | undefined;
  readonly signedResponse: Verified | undefined;
}

/**
 * Decrypts the assertion of a response and puts it through the same checks as one that came in the open (check 8).
 * @throws SamlRefusal
 */
export function openAssertion(
  message: EncryptedResponse,
  reading: Reading,
): Pick<ReadResponse, 'assertion' | 'view'> {
  const { connection, keys, scope } = reading;
  const encrypted = onlyChild(message.response, saml, 'EncryptedAssertion');
  if (encrypted === undefined) return refuse('saml/assertion-place', 'no encrypted assertion');
  const form = readEncrypted(encrypted, message.outer !== undefined);
  const { bytes, privateKey } = decryptAssertion(form, connection.decryptionKeys);
  const tree = readDecrypted(bytes, encrypted, message.response, scope);
  checkDecryptedShape(tree);
  const inner = readOwnSignature(tree, connection);
  checkSigned(message.outer, inner, connection);
  const open = canonicalForm(tree.node, [...ownPrefixes, ...(inner?.prefixes ?? [])]);
  const signed = inner && verifySignature(inner, tree, keys);
  const view = viewOf(message, { encrypted, form, open, certificate: signed?.certificate ?? '', privateKey });
  return { assertion: signed ? treeOf(signed, scope) : tree, view };
}

/** Prefixes that values name though no element has them (`xsi:type="xs:string"`): canonical form would lose them. */
const ownPrefixes = ['xs', 'xsd', 'xsi'];

/**
 * Parses what was encrypted where it stood: with the namespaces of its place, and those that canonical form lost when
 * it was encrypted (XML Encryption 1.1, 4.4).
 */
function readDecrypted(
  bytes: Buffer,
  encrypted: XmlElement,
  response: XmlElement,
  scope: DocumentScope,
): XmlElement {
  const text = strictMarkup(decodeText(bytes));
  const known = new Map([
    ['xs', schema],
    ['xsd', schema],
    ['xsi', schemaInstance],
    ...Object.entries(encrypted.node.namespaces),
  ]);
  const declarations = [...known].map(
    ([prefix, uri]) => `xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`,
  );
  const root = readTree(scope.parse(`<place ${declarations.join(' ')}>${text}</place>`).root);
  const [element, ...more] = root.children;
  if (element === undefined || more.length > 0 || root.text.trim() !== '')
    return refuse('saml/assertion-count', 'not exactly one element was encrypted');
  // An ID must not be there twice even across what was encrypted and what was not.
  checkNames(element, response);
  checkSchema('protocol', element.node);
  return element;
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

interface Opened {
  readonly encrypted: XmlElement;
  readonly form: EncryptedForm;
  /** The decrypted assertion with its signature, able to stand alone. */
  readonly open: string;
  /** Of the assertion's own signature, in PEM form. */
  readonly certificate: string;
  readonly privateKey: string;
}

/**
 * samlify decrypts by itself where the response is signed. Where only the assertion is, or where it does not know
 * the algorithm, it is shown the response with the assertion in the open.
 */
function viewOf(message: EncryptedResponse, opened: Opened): ReadResponse['view'] {
  if (message.signedResponse !== undefined && opened.form.known)
    return {
      text: message.text,
      certificate: message.signedResponse.certificate,
      decryptionKey: opened.privateKey,
    };
  const whole = message.response.node.toString({ format: false });
  const text = whole.replace(opened.encrypted.node.toString({ format: false }), () => opened.open);
  return { text, certificate: opened.certificate, decryptionKey: undefined };
}
