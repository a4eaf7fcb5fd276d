import { imageSize } from 'image-size';
import type { FileContent } from './file-content.ts';
import type { FileField } from './find-file-fields.ts';
import type { Message } from './finding.ts';
import { findActiveContent } from './inspect-svg.ts';

/** Pixels, in both directions. */
const largestSide = 150;

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml',
};

/** Looks at a logo: PNG, JPEG or SVG by its content, small enough, and without anything that acts. */
export function inspectLogo(bytes: Buffer, { form, holds, value }: FileField): FileContent {
  const image = holds === 'content' ? Buffer.from(value.slice(value.indexOf(',') + 1), 'base64') : bytes;
  const type = typeOf(image);
  if (type === undefined) return { messages: [notAnImage], add: undefined };
  const messages = [
    ...checkSize(image),
    ...(type === 'svg' ? checkSvg(image) : []),
    ...checkDeclared(value, type, holds),
  ];
  const add = { [form.field]: `data:${mediaTypes[type]};base64,${image.toString('base64')}` };
  return { messages, add: messages.length === 0 ? add : undefined };
}

const notAnImage: Message = {
  code: 'logo/not-an-image',
  summary: 'this is no PNG, JPEG or SVG, whatever its name says',
  remedy: 'Export the logo as PNG, JPEG or SVG',
};

/** The type that the content shows. */
function typeOf(image: Buffer): 'png' | 'jpg' | 'svg' | undefined {
  if (image.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')))
    return isWholePng(image) ? 'png' : undefined;
  if (image[0] === 0xff && image[1] === 0xd8 && image[2] === 0xff) return 'jpg';
  return /^\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(
    image.toString('utf8').slice(0, 4096),
  )
    ? 'svg'
    : undefined;
}

function isWholePng(image: Buffer): boolean {
  return image.toString('latin1', 12, 16) === 'IHDR' && image.includes('IEND');
}

function checkSize(image: Buffer): Message[] {
  const size = sizeOf(image);
  if (!size)
    return [
      { ...notAnImage, summary: 'the size of this image cannot be read, so it is damaged or no image' },
    ];
  if (size.width <= largestSide && size.height <= largestSide) return [];
  return [
    {
      code: 'logo/too-large',
      summary: `this logo has ${Math.round(size.width)} x ${Math.round(size.height)} pixels; at most ${largestSide} x ${largestSide} are accepted`,
      remedy: `Scale it down to ${largestSide} x ${largestSide} pixels`,
    },
  ];
}

function sizeOf(image: Buffer): { readonly width: number; readonly height: number } | undefined {
  try {
    const { width, height } = imageSize(image);
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    return undefined;
  }
}

function checkSvg(image: Buffer): Message[] {
  const active = findActiveContent(image.toString('utf8'));
  if (active === undefined) return [];
  return [
    {
      code: 'logo/active-content',
      summary: `this SVG ${active}`,
      remedy: 'Export it as plain SVG, or as PNG',
    },
  ];
}

/** A data URI has to say what it really holds. */
function checkDeclared(value: string, type: string, holds: FileField['holds']): Message[] {
  if (holds === 'path' || value.startsWith(`data:${mediaTypes[type]};`)) return [];
  const summary = `this data URI holds ${mediaTypes[type]} and says something else`;
  return [{ code: 'logo/not-an-image', summary, remedy: `Begin it with data:${mediaTypes[type]};base64,` }];
}
