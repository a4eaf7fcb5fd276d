import type { KindModule } from '../kind.ts';
import { specOf } from '../own-values.ts';
import { settingsState } from '../settings-store.ts';
import { auditChangePolicy } from './audit.ts';
import { checkChangePolicy } from './check.ts';

export const changePolicyKind: KindModule = {
  kind: 'ChangePolicy',
  ...settingsState,
  project(draft, changes) {
    for (const { after } of changes) draft.changePolicy = specOf(after ?? {});
  },
  check: checkChangePolicy,
  audit: auditChangePolicy,
};
