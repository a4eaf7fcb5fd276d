import { namespaces } from '../../../schemas/contract/saml-names.ts';
import type { SamlConnection } from './connection.ts';
import { checkNames } from './message-shape.ts';
import { openAssertion } from './open-assertion.ts';
import { pinnedKeys } from './pinned-keys.ts';
import { checkSigned, type Reading, type ReadResponse, readOwnSignature, treeOf } from './reading.ts';
import { refuse } from './refusal.ts';
import { checkResponseShape, type ResponseShape } from './response-shape.ts';
import { checkSchema } from './schemas.ts';
import type { SignatureForm } from './signature-form.ts';
import { verifySignature } from './verify-signature.ts';
import type { DocumentScope } from './xml-document.ts';
import { onlyChild, readTree } from './xml-tree.ts';

/**
 * From text to what its signatures cover (checks 3 to 8): parsed once, held against schema and shape, every signature
 * verified, what is encrypted decrypted from verified bytes.
 * @throws SamlRefusal
 */
export function readResponse(text: string, connection: SamlConnection, scope: DocumentScope): ReadResponse {
  const document = scope.parse(text);
  const tree = readTree(document.root);
  checkNames(tree);
  checkSchema('protocol', document);
  const shape = checkResponseShape(tree);
  const reading = { connection, keys: pinnedKeys(connection.certificates), scope };
  const outer = readOwnSignature(shape.response, connection);
  if (outer === undefined && connection.requireSigned.includes('response'))
    refuse('saml/response-not-signed', 'the response itself is not signed');
  if (shape.encrypted) return readEncryptedResponse(text, shape, outer, reading);
  if (connection.requireEncryption) refuse('saml/not-encrypted', 'the assertion is not encrypted');
  return readPlainResponse(text, shape, outer, reading);
}

function readPlainResponse(
  text: string,
  shape: ResponseShape,
  outer: SignatureForm | undefined,
  reading: Reading,
): ReadResponse {
  const inner = readOwnSignature(shape.assertion, reading.connection);
  checkSigned(outer, inner, reading.connection);
  const signedResponse = outer && verifySignature(outer, shape.response, reading.keys);
  const signedAssertion = inner && verifySignature(inner, shape.assertion, reading.keys);
  const response = signedResponse && treeOf(signedResponse, reading.scope);
  const assertion = signedAssertion
    ? treeOf(signedAssertion, reading.scope)
    : response && onlyChild(response, namespaces.assertion, 'Assertion');
  if (assertion === undefined) return refuse('saml/unsigned', 'no signature covers the assertion');
  const certificate = (signedResponse ?? signedAssertion)?.certificate ?? '';
  return {
    response: response ?? shape.response,
    responseSigned: response !== undefined,
    assertion,
    view: { text, certificate, decryptionKey: undefined },
  };
}

function readEncryptedResponse(
  text: string,
  shape: ResponseShape,
  outer: SignatureForm | undefined,
  reading: Reading,
): ReadResponse {
  const signedResponse = outer && verifySignature(outer, shape.response, reading.keys);
  const response = signedResponse ? treeOf(signedResponse, reading.scope) : shape.response;
  const opened = openAssertion({ text, response, outer, signedResponse }, reading);
  return { response, responseSigned: signedResponse !== undefined, ...opened };
}
