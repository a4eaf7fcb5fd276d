import { namespaces } from '../../../schemas/contract/saml-names.ts';
import { refuse, shown } from './refusal.ts';
import { parseTime, skew } from './saml-time.ts';
import { childrenNamed, wholeText, type XmlElement } from './xml-tree.ts';

const { assertion: saml } = namespaces;

/** What the identity provider says of its own session. */
export interface SamlSession {
  readonly sessionIndex: string | undefined;
  /** When our session must end, by its wish. */
  readonly sessionNotOnOrAfter: Date | undefined;
}

/** Somebody signed in there (SAML 2.0 Core, 2.7.2; check 15). The earliest end of several counts. @throws SamlRefusal */
export function readSession(assertion: XmlElement, now: Date): SamlSession {
  const statements = childrenNamed(assertion, saml, 'AuthnStatement');
  const [first] = statements;
  if (first === undefined) return refuse('saml/authn-statement', 'the assertion tells of no sign-in');
  for (const { attributes } of statements) checkAuthnInstant(attributes.get('AuthnInstant'), now);
  const ends = statements.flatMap(({ attributes }) => {
    const end = attributes.get('SessionNotOnOrAfter');
    return end === undefined ? [] : [parseTime(end, 'SessionNotOnOrAfter')];
  });
  const end = ends.length === 0 ? undefined : Math.min(...ends);
  if (end !== undefined && end <= now.getTime() - skew)
    refuse('saml/session-over', `the session there ended at ${new Date(end).toISOString()}`);
  return {
    sessionIndex: first.attributes.get('SessionIndex'),
    sessionNotOnOrAfter: end === undefined ? undefined : new Date(end),
  };
}

function checkAuthnInstant(text: string | undefined, now: Date): void {
  const instant = parseTime(text ?? '', 'AuthnInstant');
  if (instant > now.getTime() + skew)
    refuse('saml/authn-statement', `signed in at ${shown(text)}, which is ahead`);
}

/** Attributes by name, each with all its values (SAML 2.0 Core, 2.7.3; check 17). A name that comes twice is refused. @throws SamlRefusal */
export function readAttributes(assertion: XmlElement): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const attributes = childrenNamed(assertion, saml, 'AttributeStatement').flatMap((statement) =>
    childrenNamed(statement, saml, 'Attribute'),
  );
  for (const attribute of attributes) {
    const name = attribute.attributes.get('Name') ?? '';
    if (found.has(name)) refuse('saml/duplicate-attribute', `the attribute ${shown(name)} is there twice`);
    found.set(name, childrenNamed(attribute, saml, 'AttributeValue').map(wholeText));
  }
  return found;
}
