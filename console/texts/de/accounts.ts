import type { accounts as english } from '../en/accounts.ts';

/** Texte des Bereichs „accounts“. */
export const accounts: typeof english = {
  title: 'Konten',
};
