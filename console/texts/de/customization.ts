import type { customization as english } from '../en/customization.ts';

/** Texte des Bereichs „customization“. */
export const customization: typeof english = {
  title: 'Erscheinungsbild',
};
