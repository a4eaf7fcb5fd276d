import { createPalette, type Palette } from './palette.ts';

export interface TextOptions {
  /** Columns of the terminal; 80 where nobody knows. */
  readonly width: number;
  readonly colour: boolean;
  /** Shows every name, every item of a list and every takeover. */
  readonly verbose: boolean;
}

/** What the parts of a text plan share. */
export interface TextStyle {
  readonly width: number;
  readonly palette: Palette;
  readonly verbose: boolean;
  /** People named before `and 9 more`. */
  readonly names: number;
  /** Items of a list shown before `and 30 more`. */
  readonly items: number;
}

/** Lines stay readable: never narrower than 40 columns, never wider than 120. */
export function createTextStyle(options: TextOptions): TextStyle {
  return {
    width: Math.min(120, Math.max(40, options.width)),
    palette: createPalette(options.colour),
    verbose: options.verbose,
    names: options.verbose ? Number.POSITIVE_INFINITY : 8,
    items: options.verbose ? Number.POSITIVE_INFINITY : 30,
  };
}
