const form = /^#[0-9a-f]{6}$/i;

export const isColour = (text: string): boolean => form.test(text);

/** The lightness of a channel, 0 to 1 (WCAG 2.2, relative luminance). */
function channel(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(colour.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast of white words on a colour, 1 to 21 (WCAG 1.4.3 asks for 4.5). */
export function contrastWithWhite(colour: string): number {
  return 1.05 / (luminance(colour) + 0.05);
}
