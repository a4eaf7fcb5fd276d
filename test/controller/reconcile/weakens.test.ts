import { describe, expect, it } from 'vitest';
import { semanticsAt } from '../../../controller/reconcile/pointer.ts';
import { valuesSemantics } from '../../../controller/reconcile/values.ts';
import { weakens } from '../../../controller/reconcile/weakens.ts';
import type { Json } from '../../../schemas/contract/json.ts';
import type { Kind } from '../../../schemas/semantics.ts';

const rows: readonly [Kind, string, Json | undefined, Json | undefined, boolean][] = [
  ['SecurityPolicy', '/requireTwoFactor', true, false, true],
  ['SecurityPolicy', '/requireTwoFactor', false, true, false],
  ['SecurityPolicy', '/maxInactivityDays', 90, 120, true],
  ['SecurityPolicy', '/maxInactivityDays', 90, 'never', true],
  ['SecurityPolicy', '/maxInactivityDays', 'never', 90, false],
  ['SecurityPolicy', '/maxLoginAttempts', 5, 6, true],
  ['SecurityPolicy', '/maxLoginAttempts', 5, 4, false],
  ['SecurityPolicy', '/password/minLength', 14, 12, true],
  ['SecurityPolicy', '/password/minLength', 12, 14, false],
  ['SecurityPolicy', '/allowedNetworks', ['10.0.0.0/8'], ['any'], true],
  ['SecurityPolicy', '/allowedNetworks', ['any'], ['10.0.0.0/8'], false],
  ['SecurityPolicy', '/allowedNetworks', ['10.0.0.0/8'], ['10.1.0.0/16'], false],
  ['SecurityPolicy', '/allowedNetworks', ['10.1.0.0/16'], ['10.0.0.0/8'], true],
  ['SecurityPolicy', '/allowedNetworks', ['10.0.0.0/8'], ['10.0.0.0/8', '192.0.2.0/24'], true],
  ['SingleSignOn', '/mode', 'required', 'optional', true],
  ['SingleSignOn', '/mode', 'off', 'required', false],
  ['SingleSignOn', '/identityProvider/allowSha1', false, true, true],
  ['SingleSignOn', '/identityProvider/requireSigned', ['assertion', 'response'], ['assertion'], true],
  ['SingleSignOn', '/autoCreateUsers', false, true, true],
  ['User', '/allowedNetworks', ['10.0.0.0/8'], undefined, true],
  ['User', '/allowedNetworks', undefined, ['10.0.0.0/8'], false],
  ['User', '/allowedMethods', ['sso'], undefined, true],
  ['User', '/allowedMethods', ['sso'], ['password', 'sso'], true],
  ['User', '/allowedMethods', ['password', 'sso'], undefined, false],
  ['User', '/expires', '2027-01-01', '2027-06-01', true],
  ['User', '/expires', '2027-01-01', undefined, true],
  ['User', '/expires', undefined, '2027-01-01', false],
  ['ChangePolicy', '/minAccountManagers', 2, undefined, true],
  ['ChangePolicy', '/minAccountManagers', 2, 1, true],
  ['ChangePolicy', '/minAccountManagers', undefined, 2, false],
  ['Team', '/description', 'a', 'b', false],
];

describe('what weakens security', () => {
  it.each(rows)('%s%s from %j to %j: %s', (kind, path, before, after, expected) => {
    expect(weakens(semanticsAt(valuesSemantics(kind), path), before, after)).toBe(expected);
  });
});
