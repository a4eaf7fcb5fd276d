import type { seats as english } from '../en/seats.ts';

/** Texte des Bereichs „seats“. */
export const seats: typeof english = {
  title: 'Plätze',
};
