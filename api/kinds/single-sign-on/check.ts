import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Assessment } from '../kind.ts';
import type { AccountRules } from '../people/account-rules.ts';
import { hasEmergencyUser, rulesOf } from '../people/rules-of.ts';
import { certificatesOf, isValid } from './certificates.ts';
import type { ChangedSso } from './changed.ts';
import { changedSso } from './changed.ts';

/** What makes single sign-on useless or dangerous, judged on effective settings. */
export function checkSingleSignOn(assessment: Assessment): readonly Diagnostic[] {
  const { now } = assessment.after;
  return changedSso(assessment).flatMap((changed) => {
    const rules = rulesOf(changed.account, now);
    if (rules.ssoMode === 'off') return [];
    return [
      ...checkCertificates(changed, now.getTime()),
      ...checkConfigured(rules),
      ...checkEmergency(rules),
    ];
  });
}

const address = (account: string): string => `SingleSignOn/${account}`;

/** The only valid certificate cannot go: nothing that the identity provider says could be believed. */
function checkCertificates({ account, after }: ChangedSso, now: number): readonly Diagnostic[] {
  const certificates = certificatesOf(after);
  if (certificates.length === 0 || certificates.some((certificate) => isValid(certificate, now))) return [];
  return [
    {
      severity: 'error',
      code: 'sso/no-valid-certificate',
      summary: `account ${account.name} would be left without a valid signing certificate of its identity provider`,
      remedy: 'add a certificate that is valid now, or set `mode: off`',
      address: address(account.name),
    },
  ];
}

function checkConfigured({ account, ssoConfigured, ssoMode }: AccountRules): readonly Diagnostic[] {
  if (ssoConfigured) return [];
  return [
    {
      severity: 'warning',
      code: 'sso/not-configured',
      summary: `single sign-on of account ${account.name} is ${ssoMode}, but too little is set for anybody to use it`,
      remedy:
        'set `initiationSlug`, and `identityProvider` with entityId, loginUrl and certificates, or with its metadata',
      address: address(account.name),
    },
  ];
}

/** `required` acts as `optional` until a usable emergency user exists. */
function checkEmergency(rules: AccountRules): readonly Diagnostic[] {
  const { account, ssoMode, ssoHolds } = rules;
  if (ssoMode !== 'required' || ssoHolds || hasEmergencyUser(rules)) return [];
  return [
    {
      severity: 'warning',
      code: 'sso/no-emergency-user',
      summary: `single sign-on of account ${account.name} acts as optional: none of its emergency users can sign in with a password`,
      remedy: 'name somebody in `emergencyUsers` who can',
      address: address(account.name),
    },
  ];
}
