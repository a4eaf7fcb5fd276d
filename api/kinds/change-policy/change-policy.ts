import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditChangePolicy } from './audit.ts';

export const changePolicyKind: KindModule = {
  kind: 'ChangePolicy',
  ...settingsState,
  audit: auditChangePolicy,
};
