import { isObject } from '../../schemas/contract/json.ts';
import { factsOf } from '../../schemas/kinds.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
import { kindOfArea } from './resource-index.ts';

/** Settings that are allowed and that good practice advises against. */
export function checkAdvice(documents: readonly ManifestDocument[]): Finding[] {
  const security = kindOfArea('security');
  const templates = kindOfArea('templates');
  const key = security && factsOf(security).template;
  return documents.flatMap((document) => {
    if (document.kind === security) return passwordExpiry(document, document.spec, ['spec']);
    const settings = document.kind === templates ? document.spec['settings'] : undefined;
    const values = key && isObject(settings) ? settings[key] : undefined;
    return isObject(values) && key ? passwordExpiry(document, values, ['spec', 'settings', key]) : [];
  });
}

/** OWASP ASVS 5.0, 6.2.10: a password stays valid until it is known to be compromised. */
function passwordExpiry(document: ManifestDocument, values: object, path: Path): Finding[] {
  const days = 'passwordValidityDays' in values ? values.passwordValidityDays : undefined;
  if (typeof days !== 'number') return [];
  return [
    aboutValue(document, [...path, 'passwordValidityDays'], {
      severity: 'warning',
      code: 'advice/password-expiry',
      summary: `passwords expire after ${days} days; OWASP ASVS 5 advises against expiry, because people then choose weaker ones`,
      remedy: 'Write never, and rely on refuseCommon and the second factor',
    }),
  ];
}
