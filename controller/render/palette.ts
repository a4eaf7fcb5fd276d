import picocolors from 'picocolors';

type Paint = (text: string) => string;

/** The colours that the command uses, by what they mean on the page. Without colour they leave text as it is. */
export interface Palette {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

/** Colours, or none: decided by the caller (terminal, `NO_COLOR`), never here. */
export function createPalette(colour: boolean): Palette {
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(colour);
  return { bold, dim, red, green, yellow, cyan };
}
