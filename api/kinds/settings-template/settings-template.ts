import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditSettingsTemplate } from './audit.ts';
import { touchedByTemplate } from './touched.ts';

export const settingsTemplateKind: KindModule = {
  kind: 'SettingsTemplate',
  ...settingsState,
  touched: touchedByTemplate,
  audit: auditSettingsTemplate,
};
