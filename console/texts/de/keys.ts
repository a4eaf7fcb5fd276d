import type { keys as english } from '../en/keys.ts';

/** Texte des Bereichs „keys“. */
export const keys: typeof english = {
  title: 'API-Schlüssel',
};
