/** Where somebody signs in, as the server wrote it into the page. */
export interface Place {
  readonly organisation: string | null;
  readonly account: string | null;
  readonly ssoUrl: string | null;
  readonly ssoRequired: boolean;
}

/** Black or white, whichever is easier to read on the colour (WCAG 2, relative luminance). */
export function readableOn(colour: string): '#000' | '#fff' {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  // Above this, black has the higher contrast.
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
}

/** The place, and the account's colour put on. */
export function readPlace(): Place {
  const { organisation, account, sso, required, colour } = document.documentElement.dataset;
  if (colour !== undefined) {
    document.documentElement.style.setProperty('--accent', colour);
    document.documentElement.style.setProperty('--on-accent', readableOn(colour));
  }
  return {
    organisation: organisation ?? null,
    account: account ?? null,
    ssoUrl: sso ?? null,
    ssoRequired: required !== undefined,
  };
}
