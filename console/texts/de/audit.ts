import type { audit as english } from '../en/audit.ts';

/** Texte des Bereichs „audit“. */
export const audit: typeof english = {
  title: 'Protokoll',
};
