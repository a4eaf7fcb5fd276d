import type { overview as english } from '../en/overview.ts';

/** Texte des Bereichs „overview“. */
export const overview: typeof english = {
  title: 'Übersicht',
};
