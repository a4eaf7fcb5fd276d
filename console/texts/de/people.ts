import type { people as english } from '../en/people.ts';

/** Texte des Bereichs „people“. */
export const people: typeof english = {
  title: 'Benutzer',
};
