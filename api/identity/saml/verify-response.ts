import { namespaces } from '../../../schemas/contract/saml-names.ts';
import { askSamlify } from './ask-samlify.ts';
import { checkConditions } from './check-conditions.ts';
import { checkIssuer, checkResponse } from './check-response.ts';
import { readAttributes, readSession } from './check-statements.ts';
import { checkInResponseTo, checkSubject } from './check-subject.ts';
import type { SamlConnection } from './connection.ts';
import { readResponse } from './read-response.ts';
import type { ReadResponse } from './reading.ts';
import { type Refused, refuse, refusedBy, shown } from './refusal.ts';
import { checkIssueInstant, skew } from './saml-time.ts';
import { decodeMessage } from './strict-input.ts';
import { DocumentScope } from './xml-document.ts';
import { onlyChild } from './xml-tree.ts';

/** What only the caller knows. */
export interface ResponseExpectations {
  /** ID of the request that this browser was sent away with; the caller consumes it in his transaction. */
  readonly requestId: string;
  readonly now: Date;
}

/** Who signed in, read from nothing but verified bytes. */
export interface VerifiedResponse {
  /** An e-mail address, exactly as it was sent. */
  readonly nameId: string;
  readonly issuer: string;
  readonly sessionIndex: string | undefined;
  /** Our session must end by then. */
  readonly sessionNotOnOrAfter: Date | undefined;
  /** By their full names, in their order; a name without values is there with an empty list. */
  readonly attributes: Map<string, string[]>;
  readonly inResponseTo: string;
  /** To be remembered until `assertionExpires`, so that it is good once (check 16). */
  readonly assertionId: string;
  readonly assertionExpires: Date;
}

export type ResponseVerdict = { readonly verified: VerifiedResponse } | { readonly refused: Refused };

/**
 * Judges what came in `SAMLResponse` to the assertion consumer service, by the whole checklist but for what needs a
 * database: the caller consumes the request and the assertion's ID in one transaction (checks 13 and 16).
 *
 * @param input the value of the form field, whatever it is
 * @param connection chosen by the address that it came to
 * @returns a refusal for whatever input; never throws for it
 */
export async function verifyResponse(
  input: unknown,
  connection: SamlConnection,
  expectations: ResponseExpectations,
): Promise<ResponseVerdict> {
  const scope = new DocumentScope();
  try {
    const read = readResponse(decodeMessage(input), connection, scope);
    const verified = judge(read, connection, expectations);
    await askSamlify(read.view, connection, verified.nameId);
    return { verified };
  } catch (error) {
    return { refused: refusedBy(error) };
  } finally {
    scope.dispose();
  }
}

/** Checks 9 to 15 and 17. */
function judge(
  { response, responseSigned, assertion }: ReadResponse,
  connection: SamlConnection,
  { requestId, now }: ResponseExpectations,
): VerifiedResponse {
  checkResponse(response, connection, { now, signed: responseSigned });
  const version = assertion.attributes.get('Version');
  if (version !== '2.0') refuse('saml/assertion-version', `the assertion has version ${shown(version)}`);
  checkIssuer(onlyChild(assertion, namespaces.assertion, 'Issuer'), connection.idpEntityId, 'saml/issuer');
  checkIssueInstant(assertion.attributes.get('IssueInstant'), now);
  const end = checkConditions(assertion, connection.spEntityId, now);
  const nameId = checkSubject(assertion, { acsUrl: connection.acsUrl, requestId, now });
  checkInResponseTo(response.attributes.get('InResponseTo'), requestId, 'the response');
  const session = readSession(assertion, now);
  return {
    nameId,
    issuer: connection.idpEntityId,
    ...session,
    attributes: readAttributes(assertion),
    inResponseTo: requestId,
    assertionId: assertion.attributes.get('ID') ?? '',
    assertionExpires: new Date(end + skew),
  };
}
