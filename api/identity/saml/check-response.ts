import { nameIdFormats, namespaces } from '../../../schemas/contract/saml-names.ts';
import type { SamlConnection } from './connection.ts';
import { refuse, type SamlCheck, shown } from './refusal.ts';
import { checkStatus } from './response-shape.ts';
import { checkIssueInstant } from './saml-time.ts';
import { childrenNamed, type XmlElement } from './xml-tree.ts';

/**
 * What the response itself says (SAML 2.0 Core, 3.2.2; Profiles, 4.1.4.2; check 9). Read from its verified form where it
 * is signed; where only the assertion is, it can refuse here and decide nothing.
 * @throws SamlRefusal
 */
export function checkResponse(
  response: XmlElement,
  connection: SamlConnection,
  { now, signed }: { readonly now: Date; readonly signed: boolean },
): void {
  const version = response.attributes.get('Version');
  if (version !== '2.0') refuse('saml/version', `the response has version ${shown(version)}`);
  checkStatus(response);
  for (const issuer of childrenNamed(response, namespaces.assertion, 'Issuer'))
    checkIssuer(issuer, connection.idpEntityId, 'saml/response-issuer');
  checkDestination(response.attributes.get('Destination'), connection.acsUrl, signed);
  checkIssueInstant(response.attributes.get('IssueInstant'), now);
}

/** The issuer is exactly the entity ID, and says so of itself (check 10). @throws SamlRefusal */
export function checkIssuer(issuer: XmlElement | undefined, entityId: string, check: SamlCheck): void {
  if (issuer === undefined || issuer.children.length > 0 || issuer.text !== entityId)
    refuse(check, `issued by ${shown(issuer?.text)}, not by ${shown(entityId)}`);
  const format = issuer.attributes.get('Format');
  if (format !== undefined && format !== nameIdFormats.entity)
    refuse('saml/issuer-format', `the issuer has the format ${shown(format)}`);
}

/** Destination is ours exactly; a signed message must have one (SAML 2.0 Bindings, 3.5.5.2). @throws SamlRefusal */
export function checkDestination(destination: string | undefined, due: string, signed: boolean): void {
  if (destination === undefined && !signed) return;
  if (destination !== due) refuse('saml/destination', `sent to ${shown(destination)}, not to ${shown(due)}`);
}
