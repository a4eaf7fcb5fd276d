import { namespaces } from '../../../schemas/contract/saml-names.ts';
import { refuse, shown } from './refusal.ts';
import { everyElement, isNamed, type XmlElement } from './xml-tree.ts';

const { assertion, protocol, signature } = namespaces;

/** Names that decide who signs in, each with the one namespace in which it may stand anywhere in a message. */
const guardedNames: ReadonlyMap<string, string> = new Map([
  ['Response', protocol],
  ['LogoutRequest', protocol],
  ['LogoutResponse', protocol],
  ['Assertion', assertion],
  ['EncryptedAssertion', assertion],
  ['Subject', assertion],
  ['NameID', assertion],
  ['Signature', signature],
  ['SignedInfo', signature],
  ['SignatureValue', signature],
  ['Reference', signature],
  ['Object', signature],
  ['Manifest', signature],
  ['RetrievalMethod', signature],
]);

/** Parts of XML Signature that let a signature cover something else than its parent. */
const forbiddenNames = ['Object', 'Manifest', 'RetrievalMethod'];

/**
 * What holds for every message, whatever it says (check 4): its names are those of their namespaces, nothing redirects a
 * signature, and every ID is there once.
 * @throws SamlRefusal
 */
export function checkNames(...roots: readonly XmlElement[]): void {
  const ids = new Set<string>();
  for (const element of roots.flatMap(everyElement)) {
    checkName(element);
    for (const id of idsOf(element)) {
      if (ids.has(id)) refuse('saml/duplicate-id', `two elements have the ID ${shown(id)}`);
      ids.add(id);
    }
  }
}

function checkName({ namespace, name }: XmlElement): void {
  const due = guardedNames.get(name);
  if (due !== undefined && due !== namespace)
    refuse('saml/foreign-twin', `${name} in the namespace ${shown(namespace)}`);
  if (namespace === signature && forbiddenNames.includes(name))
    refuse('saml/forbidden-element', `${name} of XML Signature`);
}

/** The values of an element that some library takes for its ID. */
function idsOf({ attributes }: XmlElement): string[] {
  const found: string[] = [];
  for (const [name, value] of attributes) if (/(?:^|\})id$/i.test(name)) found.push(value);
  return found;
}

/** The signatures of a message, each a child of what it may cover. @throws SamlRefusal */
export function checkSignaturePlaces(root: XmlElement, holders: readonly XmlElement[]): void {
  const placed = new Set(holders.flatMap(({ children }) => children));
  for (const element of everyElement(root)) {
    if (!isNamed(element, signature, 'Signature')) continue;
    if (!placed.has(element))
      refuse('saml/signature-place', 'a signature that is no child of what it may cover');
  }
}

/** The signature that is a child of an element; undefined where there is none. @throws SamlRefusal */
export function signatureOf(holder: XmlElement): XmlElement | undefined {
  const found = holder.children.filter((child) => isNamed(child, signature, 'Signature'));
  if (found.length > 1) refuse('saml/signature-place', `${found.length} signatures in ${holder.name}`);
  return found[0];
}
