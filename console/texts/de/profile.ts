import type { profile as english } from '../en/profile.ts';

/** Texte des Bereichs „profile“. */
export const profile: typeof english = {
  title: 'Mein Profil',
};
