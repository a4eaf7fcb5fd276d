import type { KindModule } from '../kind.ts';
import { accountOf, textIn } from '../own-values.ts';
import { settingsState } from '../settings-store.ts';
import { auditSingleSignOn } from './audit.ts';
import { checkSingleSignOn } from './check.ts';
import { singleSignOnImpact } from './impact.ts';

export const singleSignOnKind: KindModule = {
  kind: 'SingleSignOn',
  ...settingsState,
  touched: (change) => [{ everyone: accountOf(change) }],
  check: checkSingleSignOn,
  impact: singleSignOnImpact,
  claims(values) {
    const slug = textIn(values, 'initiationSlug');
    return slug === null ? [] : [{ type: 'saml-slug', value: slug, path: '/initiationSlug' }];
  },
  audit: auditSingleSignOn,
};
