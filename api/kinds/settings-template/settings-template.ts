import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditSettingsTemplate } from './audit.ts';

export const settingsTemplateKind: KindModule = {
  kind: 'SettingsTemplate',
  ...settingsState,
  audit: auditSettingsTemplate,
};
