import { readXml, type XmlElement } from './read-xml.ts';

/** Elements that run code, embed other documents, or load something. */
const activeElements = new Set([
  'script',
  'foreignobject',
  'iframe',
  'object',
  'embed',
  'audio',
  'video',
  'handler',
  'listener',
  'set',
  'animate',
  'animatetransform',
  'animatemotion',
]);

/** What in an SVG acts or reaches out of it, as the rest of a sentence that begins with "this SVG"; undefined: nothing. */
export function findActiveContent(text: string): string | undefined {
  const read = readXml(text);
  if ('problem' in read) return `cannot be read: ${read.problem}`;
  return inspectElement(read.root);
}

function inspectElement(element: XmlElement): string | undefined {
  const name = element.name.toLowerCase();
  if (activeElements.has(name)) return `has a <${element.name}> element, which is refused`;
  if (name === 'style' && reachesOut(element.text))
    return 'has a style that loads something, which is refused';
  for (const [attribute, value] of element.attributes) {
    const found = inspectAttribute(attribute.replace(/^\{.*\}/, '').toLowerCase(), value);
    if (found !== undefined) return found;
  }
  for (const child of element.children) {
    const found = inspectElement(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inspectAttribute(name: string, value: string): string | undefined {
  if (name.startsWith('on')) return `has the event handler ${name}, which is refused`;
  const reference = name === 'href' || name === 'src';
  if (reference && !/^(?:#|data:image\/(?:png|jpeg|gif|webp);)/i.test(value.trim())) {
    return `refers to ${JSON.stringify(value.trim().slice(0, 80))}, outside of itself, which is refused`;
  }
  return reachesOut(value) && !name.startsWith('xmlns')
    ? `has in ${name} something that loads, which is refused`
    : undefined;
}

/** CSS that fetches: `@import`, and `url(...)` of anything but a part of the same document. */
function reachesOut(css: string): boolean {
  return (
    /@import|expression\s*\(|javascript:|\\/i.test(css) || /url\(\s*["']?\s*(?!["']?\s*#)[^)\s"']/i.test(css)
  );
}
