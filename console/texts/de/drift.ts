import type { drift as english } from '../en/drift.ts';

/** Texte des Bereichs „drift“. */
export const drift: typeof english = {
  title: 'Abweichungen',
};
