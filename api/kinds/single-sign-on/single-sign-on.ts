import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditSingleSignOn } from './audit.ts';

export const singleSignOnKind: KindModule = {
  kind: 'SingleSignOn',
  ...settingsState,
  audit: auditSingleSignOn,
};
