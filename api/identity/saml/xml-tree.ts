import { XmlElement as LibraryElement, XmlText } from 'libxml2-wasm';
import { refuse } from './refusal.ts';

/** What a tree may have; more is refused before anything else is done with it. */
const most = { elements: 2_000, attributes: 4_000, namespaces: 40 };

/** An element as it is read: names resolved, values plain. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** By local name; those with a namespace by `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly inside. */
  readonly text: string;
  /** The element of the library, for canonical form; valid as long as its document. */
  readonly node: LibraryElement;
}

interface Counts {
  elements: number;
  attributes: number;
}

/** Reads a whole tree within bounds. @throws SamlRefusal */
export function readTree(root: LibraryElement): XmlElement {
  return readElement(root, { elements: 0, attributes: 0 }, 0);
}

function readElement(node: LibraryElement, counts: Counts, inherited: number): XmlElement {
  const scope = inherited + Object.keys(node.nsDeclarations).length;
  const attributes = readAttributes(node);
  counts.elements++;
  counts.attributes += attributes.size;
  checkCounts(counts, scope);
  const children: XmlElement[] = [];
  let text = '';
  for (let child = node.firstChild; child !== null; child = child.next) {
    if (child instanceof LibraryElement) children.push(readElement(child, counts, scope));
    else if (child instanceof XmlText) text += child.content;
    else refuse('saml/forbidden-markup', 'there is more in it than elements and text');
  }
  return { namespace: node.namespaceUri, name: node.name, attributes, children, text, node };
}

function readAttributes(node: LibraryElement): Map<string, string> {
  return new Map(
    node.attrs.map((attribute) => {
      const namespace = attribute.namespaceUri;
      return [namespace === '' ? attribute.name : `{${namespace}}${attribute.name}`, attribute.content];
    }),
  );
}

function checkCounts({ elements, attributes }: Counts, namespaces: number): void {
  if (elements > most.elements) refuse('saml/too-many-nodes', `more than ${most.elements} elements`);
  if (attributes > most.attributes) refuse('saml/too-many-nodes', `more than ${most.attributes} attributes`);
  if (namespaces > most.namespaces)
    refuse('saml/too-many-nodes', `more than ${most.namespaces} namespaces in scope`);
}

export function isNamed(element: XmlElement, namespace: string, name: string): boolean {
  return element.namespace === namespace && element.name === name;
}

/** The children of that name, in order. */
export function childrenNamed(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((child) => isNamed(child, namespace, name));
}

/** The one child of that name; undefined where there is none or where there are several. */
export function onlyChild(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const found = childrenNamed(element, namespace, name);
  return found.length === 1 ? found[0] : undefined;
}

/** An element and everything in it, outermost first. */
export function everyElement(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  const add = (one: XmlElement): void => {
    found.push(one);
    one.children.forEach(add);
  };
  add(element);
  return found;
}

/** All text of an element, also that of elements in it. */
export function wholeText(element: XmlElement): string {
  return element.node.content;
}
