import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditCustomization } from './audit.ts';

export const customizationKind: KindModule = {
  kind: 'Customization',
  ...settingsState,
  audit: auditCustomization,
};
