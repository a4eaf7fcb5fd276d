import type { KindModule } from '../kind.ts';
import { settingsState } from '../settings-store.ts';
import { auditSecurityPolicy } from './audit.ts';

export const securityPolicyKind: KindModule = {
  kind: 'SecurityPolicy',
  ...settingsState,
  audit: auditSecurityPolicy,
};
