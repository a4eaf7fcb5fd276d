import type { notifications as english } from '../en/notifications.ts';

/** Texte des Bereichs „notifications“. */
export const notifications: typeof english = {
  title: 'Benachrichtigungen',
};
