import { bearer, namespaces } from '../../../schemas/contract/saml-names.ts';
import { checkValidity } from './check-conditions.ts';
import { refuse, SamlRefusal, shown } from './refusal.ts';
import { parseTime, skew } from './saml-time.ts';
import { childrenNamed, onlyChild, type XmlElement } from './xml-tree.ts';

const { assertion: saml } = namespaces;

/** What a confirmation of the subject is held against. */
export interface SubjectExpectations {
  readonly acsUrl: string;
  readonly requestId: string;
  readonly now: Date;
}

/**
 * The subject is confirmed as the bearer, for us, now, and for our request (SAML 2.0 Profiles, 4.1.4.2 and 4.1.4.3;
 * checks 12 and 13). One confirmation that fits is enough; where none does, the last one says why.
 * @returns the NameID
 * @throws SamlRefusal
 */
export function checkSubject(assertion: XmlElement, due: SubjectExpectations): string {
  const subject = onlyChild(assertion, saml, 'Subject');
  if (subject === undefined) return refuse('saml/subject-missing', 'the assertion has no Subject');
  const bearers = childrenNamed(subject, saml, 'SubjectConfirmation').filter(
    ({ attributes }) => attributes.get('Method') === bearer,
  );
  if (bearers.length === 0) refuse('saml/confirmation-method', 'no bearer confirms the subject');
  const failures = bearers.map((confirmation) => failureOf(() => checkConfirmation(confirmation, due)));
  if (!failures.includes(undefined)) throw failures.at(-1);
  return readNameId(subject);
}

function failureOf(check: () => void): SamlRefusal | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof SamlRefusal) return error;
    throw error;
  }
}

function checkConfirmation(confirmation: XmlElement, { acsUrl, requestId, now }: SubjectExpectations): void {
  const attributes = onlyChild(confirmation, saml, 'SubjectConfirmationData')?.attributes ?? new Map();
  const recipient: string | undefined = attributes.get('Recipient');
  if (recipient !== acsUrl)
    refuse('saml/recipient', `the assertion is for ${shown(recipient)}, not for ${shown(acsUrl)}`);
  checkConfirmationTime(attributes, now);
  checkInResponseTo(attributes.get('InResponseTo'), requestId, 'SubjectConfirmationData');
}

function checkConfirmationTime(attributes: ReadonlyMap<string, string>, now: Date): void {
  if (attributes.has('NotBefore'))
    refuse('saml/confirmation-not-before', 'a bearer confirmation must not have NotBefore');
  const until = attributes.get('NotOnOrAfter');
  if (until === undefined) refuse('saml/confirmation-expired', 'the confirmation has no end');
  const end = parseTime(until, 'NotOnOrAfter');
  if (end <= now.getTime() - skew) refuse('saml/confirmation-expired', `the confirmation ended at ${until}`);
  checkValidity(end, until, now);
}

/** The answer is to our request; one that nobody asked for is not accepted (check 13). @throws SamlRefusal */
export function checkInResponseTo(value: string | undefined, requestId: string, where: string): void {
  if (value === undefined || value === '') refuse('saml/unsolicited', `${where} answers no request`);
  if (value !== requestId)
    refuse('saml/in-response-to', `${where} answers ${shown(value)}, not ${shown(requestId)}`);
}

/** An e-mail address as we take it for a name: no spaces and controls, one at sign that is neither first nor last. */
const address = /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u;

/** Exactly one NameID, which is text and an e-mail address (check 14). @throws SamlRefusal */
export function readNameId(holder: XmlElement): string {
  const nameId = onlyChild(holder, saml, 'NameID');
  if (nameId === undefined) return refuse('saml/name-id', 'not exactly one NameID');
  if (nameId.children.length > 0) refuse('saml/name-id', 'the NameID has elements in it');
  const { text } = nameId;
  if (text.length > 256) refuse('saml/name-id', 'the NameID has more than 256 characters');
  if (!address.test(text)) refuse('saml/name-id', 'the NameID is no e-mail address');
  return text;
}
