import { namespaces, statusSuccess } from '../../../schemas/contract/saml-names.ts';
import { checkDestination, checkIssuer } from './check-response.ts';
import { checkInResponseTo, readNameId } from './check-subject.ts';
import type { SamlConnection } from './connection.ts';
import { checkNames, checkSignaturePlaces } from './message-shape.ts';
import { pinnedKeys } from './pinned-keys.ts';
import { readOwnSignature, treeOf } from './reading.ts';
import { readRedirect } from './redirect-binding.ts';
import { type Refused, refuse, refusedBy, shown } from './refusal.ts';
import { checkIssueInstant, mostAge, parseTime, skew } from './saml-time.ts';
import { checkSchema } from './schemas.ts';
import { decodeMessage } from './strict-input.ts';
import { verifySignature } from './verify-signature.ts';
import { DocumentScope } from './xml-document.ts';
import { childrenNamed, onlyChild, readTree, type XmlElement } from './xml-tree.ts';

const { assertion: saml, protocol } = namespaces;

/** A message as it came to our logout service: the raw query, or the field of the form. */
export type LogoutInput =
  | { readonly binding: 'redirect'; readonly query: string }
  | { readonly binding: 'post'; readonly name: 'SAMLRequest' | 'SAMLResponse'; readonly value: unknown };

export interface LogoutExpectations {
  readonly now: Date;
  /** The address of our logout service. */
  readonly sloUrl: string;
  /** ID of our request, where an answer is awaited. */
  readonly requestId?: string;
}

/** Somebody signs out at the identity provider: the caller ends the sessions that fit all of it, once for this ID. */
export interface VerifiedLogoutRequest {
  readonly kind: 'request';
  readonly id: string;
  /** To be remembered until `expires`, so that the request is good once. */
  readonly expires: Date;
  readonly nameId: string;
  /** Empty: all sessions of this NameID. */
  readonly sessionIndexes: readonly string[];
  readonly relayState: string | undefined;
}

/** The identity provider's answer to a request of ours. */
interface VerifiedLogoutResponse {
  readonly kind: 'response';
  readonly inResponseTo: string;
  /** Whether it signed the person out everywhere. */
  readonly done: boolean;
  readonly relayState: string | undefined;
}

export type LogoutVerdict =
  | { readonly verified: VerifiedLogoutRequest | VerifiedLogoutResponse }
  | { readonly refused: Refused };

/**
 * Judges what came to our logout service (SAML 2.0 Profiles, 4.4; check 20). Nothing unsigned ends a session.
 * @returns a refusal for whatever input; never throws for it
 */
export function verifyLogoutMessage(
  input: LogoutInput,
  connection: SamlConnection,
  expectations: LogoutExpectations,
): LogoutVerdict {
  const scope = new DocumentScope();
  try {
    const { root, relayState } = readMessage(input, connection, scope);
    return { verified: { ...judge(root, connection, expectations), relayState } };
  } catch (error) {
    return { refused: refusedBy(error) };
  } finally {
    scope.dispose();
  }
}

/** The message from what its signature covers: the octets of the query, or the canonical form of the element. */
function readMessage(input: LogoutInput, connection: SamlConnection, scope: DocumentScope) {
  if (input.binding === 'redirect') {
    const { name, text, relayState } = readRedirect(input.query, connection);
    const root = readRoot(text, name, scope);
    checkSignaturePlaces(root, []);
    return { root, relayState };
  }
  const root = readRoot(decodeMessage(input.value), input.name, scope);
  checkSignaturePlaces(root, [root]);
  const signature = readOwnSignature(root, connection);
  if (signature === undefined) return refuse('saml/unsigned', 'the message is not signed');
  const verified = verifySignature(signature, root, pinnedKeys(connection.certificates));
  return { root: treeOf(verified, scope), relayState: undefined };
}

function readRoot(text: string, name: 'SAMLRequest' | 'SAMLResponse', scope: DocumentScope): XmlElement {
  const document = scope.parse(text);
  const root = readTree(document.root);
  checkNames(root);
  checkSchema('protocol', document);
  const due = name === 'SAMLRequest' ? 'LogoutRequest' : 'LogoutResponse';
  if (root.namespace !== protocol || root.name !== due) refuse('saml/root', `the root is ${root.name}`);
  return root;
}

function judge(root: XmlElement, connection: SamlConnection, { now, sloUrl, requestId }: LogoutExpectations) {
  const version = root.attributes.get('Version');
  if (version !== '2.0') refuse('saml/version', `the message has version ${shown(version)}`);
  checkIssuer(onlyChild(root, saml, 'Issuer'), connection.idpEntityId, 'saml/issuer');
  checkDestination(root.attributes.get('Destination'), sloUrl, true);
  checkIssueInstant(root.attributes.get('IssueInstant'), now);
  return root.name === 'LogoutRequest' ? readRequest(root, now) : readAnswer(root, requestId);
}

function readRequest(root: XmlElement, now: Date): Omit<VerifiedLogoutRequest, 'relayState'> {
  const until = root.attributes.get('NotOnOrAfter');
  if (until !== undefined && parseTime(until, 'NotOnOrAfter') <= now.getTime() - skew)
    refuse('saml/expired', `the request was good until ${until}`);
  return {
    kind: 'request',
    id: root.attributes.get('ID') ?? '',
    expires: new Date(now.getTime() + mostAge + 2 * skew),
    nameId: readNameId(root),
    sessionIndexes: childrenNamed(root, protocol, 'SessionIndex').map(({ text }) => text),
  };
}

function readAnswer(
  root: XmlElement,
  requestId: string | undefined,
): Omit<VerifiedLogoutResponse, 'relayState'> {
  if (requestId === undefined) return refuse('saml/unsolicited', 'no answer is awaited');
  checkInResponseTo(root.attributes.get('InResponseTo'), requestId, 'the answer');
  const status = onlyChild(root, protocol, 'Status');
  const code = status && onlyChild(status, protocol, 'StatusCode');
  const partial = code && onlyChild(code, protocol, 'StatusCode');
  return {
    kind: 'response',
    inResponseTo: requestId,
    done: code?.attributes.get('Value') === statusSuccess && partial === undefined,
  };
}
