import type { security as english } from '../en/security.ts';

/** Texte des Bereichs „security“. */
export const security: typeof english = {
  title: 'Sicherheit',
};
