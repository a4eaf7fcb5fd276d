import type { KindModule } from '../kind.ts';
import { textIn } from '../own-values.ts';
import { settingsState } from '../settings-store.ts';
import { auditCustomization } from './audit.ts';
import { customizationImpact } from './impact.ts';

export const customizationKind: KindModule = {
  kind: 'Customization',
  ...settingsState,
  impact: customizationImpact,
  claims(values) {
    const hostname = textIn(values, 'hostname');
    return hostname === null ? [] : [{ type: 'hostname', value: hostname, path: '/hostname' }];
  },
  audit: auditCustomization,
};
