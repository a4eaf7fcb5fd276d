import { SaxesParser, type SaxesTagNS } from 'saxes';

/** Elements that a document may have, and how deep they may stand. */
const bounds = { elements: 10_000, depth: 50 };

/** An XML element with its namespace resolved. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** By local name; attributes with a prefix by `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

export type XmlResult = { readonly root: XmlElement } | { readonly problem: string };

/**
 * Reads a whole XML document, within bounds. Document types and processing instructions are refused: with them go
 * entities, external ones and those that expand.
 */
export function readXml(text: string): XmlResult {
  const reader = new XmlReader();
  const declared = text.replace(/^\ufeff/, '');
  return reader.read(declared);
}

class XmlReader {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #open: XmlElement[] = [];
  #root: XmlElement | undefined;
  #elements = 0;
  #problem: string | undefined;

  constructor() {
    const parser = this.#parser;
    parser.on('error', (error) => this.#refuse(error.message.replace(/^\d+:\d+: /, '')));
    parser.on('doctype', () => this.#refuse('it has a DOCTYPE, which is refused'));
    parser.on('processinginstruction', () =>
      this.#refuse('it has a processing instruction, which is refused'),
    );
    parser.on('opentag', (tag) => this.#enter(tag));
    parser.on('text', (text) => this.#append(text));
    parser.on('cdata', (text) => this.#append(text));
    parser.on('closetag', () => this.#open.pop());
  }

  read(text: string): XmlResult {
    const size = 64 * 1024;
    for (let at = 0; at < text.length && this.#problem === undefined; at += size)
      this.#parser.write(text.slice(at, at + size));
    if (this.#problem === undefined) this.#parser.close();
    if (this.#problem !== undefined) return { problem: this.#problem };
    return this.#root ? { root: this.#root } : { problem: 'it is empty' };
  }

  #refuse(problem: string): void {
    this.#problem ??= problem;
  }

  #append(text: string): void {
    const element = this.#open.at(-1);
    if (element) element.text += text;
  }

  #enter(tag: SaxesTagNS): void {
    this.#elements++;
    if (this.#elements > bounds.elements) this.#refuse(`it has more than ${bounds.elements} elements`);
    if (this.#open.length >= bounds.depth)
      this.#refuse(`its elements are nested more than ${bounds.depth} deep`);
    const attributes = new Map(
      Object.values(tag.attributes).map(({ uri, local, prefix, value }) => [
        prefix === '' || prefix === 'xmlns' ? local : `{${uri}}${local}`,
        value,
      ]),
    );
    const element: XmlElement = { namespace: tag.uri, name: tag.local, attributes, children: [], text: '' };
    const parent = this.#open.at(-1);
    if (parent) parent.children.push(element);
    else this.#root = element;
    this.#open.push(element);
  }
}

/** All elements of a document with this name, outermost first. */
export function elementsNamed(element: XmlElement, namespace: string, name: string): XmlElement[] {
  const own = element.namespace === namespace && element.name === name ? [element] : [];
  return [...own, ...element.children.flatMap((child) => elementsNamed(child, namespace, name))];
}
