import { ParseOption, XmlDocument } from 'libxml2-wasm';
import { refuse } from './refusal.ts';

/** No network, no files, no external entities. */
const options =
  ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NO_SYS_CATALOG;

/** Tags and attributes that a text may have before it is parsed at all; what a tree may have is counted exactly later. */
const most = { startTags: 2_000, attributes: 6_000 };

/** Documents of one message; they live outside of JavaScript's memory and must be given back. */
export class DocumentScope {
  readonly #documents: XmlDocument[] = [];

  /** Parses a text that went through `strictMarkup`. @throws SamlRefusal */
  parse(text: string): XmlDocument {
    checkSize(text);
    const document = this.#parseBounded(text);
    this.#documents.push(document);
    return document;
  }

  #parseBounded(text: string): XmlDocument {
    try {
      return XmlDocument.fromString(text, { option: options });
    } catch (error) {
      const [reason] = error instanceof Error ? error.message.split('\n') : [];
      return refuse('saml/not-xml', `no XML: ${reason?.slice(0, 200) ?? 'unknown reason'}`);
    }
  }

  dispose(): void {
    for (const document of this.#documents.splice(0)) document.dispose();
  }
}

/** Without comments, CDATA and the like every `<` begins a tag: so the size of a tree shows in its text. */
function checkSize(text: string): void {
  if (countOf(text, /<[^/]/g, most.startTags) > most.startTags)
    refuse('saml/too-many-nodes', `more than ${most.startTags} elements`);
  if (countOf(text, /=[ \t\r\n]*["']/g, most.attributes) > most.attributes)
    refuse('saml/too-many-nodes', `more than ${most.attributes} attributes`);
}

function countOf(text: string, pattern: RegExp, enough: number): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) {
    count++;
    if (count > enough) break;
  }
  return count;
}
