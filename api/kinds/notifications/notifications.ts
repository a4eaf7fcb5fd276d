import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditNotifications } from './audit.ts';

export const notificationsKind: KindModule = {
  kind: 'Notifications',
  ...settingsState,
  audit: auditNotifications,
};
