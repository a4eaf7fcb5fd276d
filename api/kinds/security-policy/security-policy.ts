import type { KindModule } from '../kind.ts';
import { accountOf } from '../own-values.ts';
import { settingsState } from '../settings-store.ts';
import { auditSecurityPolicy } from './audit.ts';
import { checkSecurityPolicies } from './check.ts';

export const securityPolicyKind: KindModule = {
  kind: 'SecurityPolicy',
  ...settingsState,
  touched: (change) => [{ everyone: accountOf(change) }],
  check: checkSecurityPolicies,
  audit: auditSecurityPolicy,
};
