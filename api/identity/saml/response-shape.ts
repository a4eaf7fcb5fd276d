import { namespaces, statusSuccess } from '../../../schemas/contract/saml-names.ts';
import { checkSignaturePlaces } from './message-shape.ts';
import { refuse, shown } from './refusal.ts';
import { everyElement, isNamed, onlyChild, type XmlElement } from './xml-tree.ts';

const { assertion, protocol } = namespaces;

/** A response with its one assertion, which is a child of it. */
export interface ResponseShape {
  readonly response: XmlElement;
  readonly assertion: XmlElement;
  readonly encrypted: boolean;
}

/**
 * The shape that a response must have before anything in it is believed (check 4).
 * @throws SamlRefusal
 */
export function checkResponseShape(root: XmlElement): ResponseShape {
  if (!isNamed(root, protocol, 'Response')) refuse('saml/root', `the root is ${root.name}`);
  const found = findAssertion(root);
  const encrypted = found.name === 'EncryptedAssertion';
  checkSignaturePlaces(root, encrypted ? [root] : [root, found]);
  return { response: root, assertion: found, encrypted };
}

function isAssertion(element: XmlElement): boolean {
  return element.namespace === assertion && /^(?:Encrypted)?Assertion$/.test(element.name);
}

function findAssertion(root: XmlElement): XmlElement {
  const all = everyElement(root).filter(isAssertion);
  if (all.length === 0) checkStatus(root);
  const [only] = all;
  if (only === undefined || all.length > 1) return refuse('saml/assertion-count', `${all.length} assertions`);
  if (!root.children.includes(only))
    refuse('saml/assertion-place', 'the assertion is no child of the response');
  return only;
}

/** Status is exactly Success (check 9). An identity provider that refuses sends no assertion, and says why here. @throws SamlRefusal */
export function checkStatus(response: XmlElement): void {
  const status = onlyChild(response, protocol, 'Status');
  const code = status && onlyChild(status, protocol, 'StatusCode');
  const value = code?.attributes.get('Value');
  if (code !== undefined && value === statusSuccess) return;
  const second = code && onlyChild(code, protocol, 'StatusCode')?.attributes.get('Value');
  refuse('saml/status', `the status is ${shown(value)}${second === undefined ? '' : `, ${shown(second)}`}`);
}

/** The shape of an assertion that was decrypted: no other one inside, its signature only as its child. @throws SamlRefusal */
export function checkDecryptedShape(root: XmlElement): void {
  const all = everyElement(root).filter(isAssertion);
  if (all.length !== 1) refuse('saml/assertion-count', `${all.length} assertions in what was encrypted`);
  if (!isNamed(root, assertion, 'Assertion'))
    refuse('saml/root', `${root.name} was encrypted, not an assertion`);
  checkSignaturePlaces(root, [root]);
}
