import { toBuffer, toString as toText } from 'qrcode';

/** A quarter of what is dirty or badly lit may be missing; a white border of four modules, as ISO/IEC 18004 asks for. */
const form = { errorCorrectionLevel: 'M', margin: 4 } as const;
const width = 320;

/** A QR code as the bytes of a PNG, 320 pixels wide. */
export function qrPng(text: string): Promise<Buffer> {
  return toBuffer(text, { ...form, type: 'png', width });
}

/** A QR code as an SVG document, without a script or a style. */
export function qrSvg(text: string): Promise<string> {
  return toText(text, { ...form, type: 'svg' });
}
