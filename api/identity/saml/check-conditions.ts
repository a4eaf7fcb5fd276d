import { namespaces } from '../../../schemas/contract/saml-names.ts';
import { refuse, shown } from './refusal.ts';
import { mostValidity, parseTime, skew } from './saml-time.ts';
import { childrenNamed, onlyChild, type XmlElement } from './xml-tree.ts';

const { assertion: saml } = namespaces;

/** Conditions that are understood (SAML 2.0 Core, 2.5.1). One-time use holds anyway; proxying concerns what others issue. */
const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'];

/**
 * The conditions of an assertion (SAML 2.0 Core, 2.5; check 11).
 * @returns when the assertion ends, in milliseconds
 * @throws SamlRefusal
 */
export function checkConditions(assertion: XmlElement, spEntityId: string, now: Date): number {
  const conditions = onlyChild(assertion, saml, 'Conditions');
  if (conditions === undefined) return refuse('saml/conditions-missing', 'the assertion has no Conditions');
  const end = checkPeriod(conditions, now);
  const unknown = conditions.children.find(
    ({ namespace, name }) => namespace !== saml || !known.includes(name),
  );
  if (unknown !== undefined) refuse('saml/unknown-condition', `the condition ${unknown.name}`);
  checkAudience(conditions, spEntityId);
  return end;
}

function checkPeriod({ attributes }: XmlElement, now: Date): number {
  const [from, until] = [attributes.get('NotBefore'), attributes.get('NotOnOrAfter')];
  if (until === undefined) refuse('saml/conditions-missing', 'the Conditions have no NotOnOrAfter');
  const begin = from === undefined ? undefined : parseTime(from, 'NotBefore');
  const end = parseTime(until, 'NotOnOrAfter');
  if (begin !== undefined && begin > now.getTime() + skew)
    refuse('saml/not-yet-valid', `the assertion is valid from ${from} on`);
  if (end <= now.getTime() - skew) refuse('saml/expired', `the assertion was valid until ${until}`);
  checkValidity(end, until, now);
  return end;
}

/** Nothing is believed for longer than it takes to sign in (check 15). @throws SamlRefusal */
export function checkValidity(end: number, text: string, now: Date): void {
  if (end > now.getTime() + mostValidity + skew)
    refuse('saml/validity-too-long', `the assertion is valid until ${text}`);
}

/** Each restriction names us: they are all to be met (SAML 2.0 Core, 2.5.1.4). */
function checkAudience(conditions: XmlElement, spEntityId: string): void {
  const restrictions = childrenNamed(conditions, saml, 'AudienceRestriction');
  if (restrictions.length === 0)
    refuse('saml/audience-missing', 'the assertion is for no audience in particular');
  for (const restriction of restrictions) {
    const audiences = childrenNamed(restriction, saml, 'Audience').map(({ text }) => text);
    if (!audiences.includes(spEntityId))
      refuse(
        'saml/audience',
        `the assertion is for ${shown(audiences.join(', '))}, not for ${shown(spEntityId)}`,
      );
  }
}
