import { DOMImplementation, DOMParser } from '@xmldom/xmldom';
import * as samlify from 'samlify';
import { once } from '../../../schemas/once.ts';

/** samlify and xml-crypto leave no other place for what is mended than the DOM of the process. */
export const mendXmldom = once((_: 'once') => {
  writeCarriageReturns();
  parseOnce();
  return true;
});

/** A method of a prototype, to be called from the one that takes its place. */
function methodOf(prototype: object, name: string): CallableFunction {
  const method: unknown = Reflect.get(prototype, name);
  if (typeof method !== 'function') throw new Error('the DOM of samlify cannot be mended');
  return method;
}

/**
 * samlify serialises what it parsed before it verifies, and its DOM writes a carriage return as it is: read again it is a
 * line feed, and a valid signature breaks (Google, PingOne, AWS). Without comments and CDATA, which were refused, a
 * reference says the same everywhere.
 */
function writeCarriageReturns(): void {
  const prototype: object = Object.getPrototypeOf(new DOMImplementation().createDocument(null, null, null));
  const serialise = methodOf(prototype, 'toString');
  Reflect.set(prototype, 'toString', function (this: object, ...options: unknown[]): string {
    return String(Reflect.apply(serialise, this, options)).replaceAll('\r', '&#xD;');
  });
}

/** What samlify's own parser does with a text that is no XML: as it does by itself. */
const strictParsing = {
  error: (reason: string): never => {
    throw new Error(reason);
  },
  fatalError: (reason: string): never => {
    throw new Error(reason);
  },
};

/** How many messages samlify decrypts right now. */
let decrypting = 0;

/**
 * Lets samlify judge a message that it decrypts. It takes documents apart for that, so until it is done no document is
 * given twice, to whatever message.
 */
export async function whileDecrypting<T>(judge: () => Promise<T>): Promise<T> {
  decrypting++;
  try {
    return await judge();
  } finally {
    decrypting--;
  }
}

/**
 * samlify parses the assertion anew for each thing that it reads from it, eight times in all, which is a quarter of its
 * time. Its own parser, told by how it takes errors, gives the same document for the same text, as long as no event comes
 * between; samlify does not change what it only reads.
 */
function parseOnce(): void {
  samlify.setDOMParserOptions({ errorHandler: strictParsing });
  const documents = new Map<string, unknown>();
  const parse = methodOf(DOMParser.prototype, 'parseFromString');
  const parseFromString = function (this: DOMParser, text: string, type?: string): unknown {
    const { errorHandler }: { readonly errorHandler?: unknown } = Reflect.get(this, 'options');
    if (errorHandler !== strictParsing || decrypting > 0) return Reflect.apply(parse, this, [text, type]);
    if (documents.size === 0) queueMicrotask(() => documents.clear());
    const document: unknown = documents.get(text) ?? Reflect.apply(parse, this, [text, type]);
    documents.set(text, document);
    return document;
  };
  Reflect.set(DOMParser.prototype, 'parseFromString', parseFromString);
}
