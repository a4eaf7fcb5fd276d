import type { changes as english } from '../en/changes.ts';

/** Texte des Bereichs „changes“. */
export const changes: typeof english = {
  title: 'Änderungen',
};
