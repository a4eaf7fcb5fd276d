import { expect, it } from 'vitest';
import { readClaims } from '../../../../api/identity/saml/claims.ts';
import { claimNames } from '../../../../schemas/contract/saml-names.ts';

it('reads who a person is', () => {
  const attributes = new Map([
    [claimNames.email, ['', ' ana@acme.example ']],
    [claimNames.givenName, ['Ana', 'Anna']],
    [claimNames.surname, []],
    [claimNames.groups, ['Support', ' Support ', '', 'Finance']],
  ]);
  expect(readClaims(attributes)).toEqual({
    email: 'ana@acme.example',
    givenName: 'Ana',
    surname: undefined,
    groups: [
      { value: 'Support', form: 'name' },
      { value: 'Finance', form: 'name' },
    ],
  });
});

it('tells a missing group claim from an empty one', () => {
  expect(readClaims(new Map()).groups).toBeUndefined();
  expect(readClaims(new Map([[claimNames.groups, []]])).groups).toEqual([]);
  expect(readClaims(new Map([[claimNames.groups, ['', ' ']]])).groups).toEqual([]);
});

it.each([
  ['Support', 'name'],
  ['ACME\\Support', 'name'],
  ['/staff/support', 'name'],
  ['R&D = research, development', 'name'],
  ['S-1-5-21-1004336348-1177238915-682003330-512', 'sid'],
  ['s-1-5-32-544', 'sid'],
  ['7a2c8f0e-1b3d-4c5e-9f60-123456789abc', 'guid'],
  ['{7A2C8F0E-1B3D-4C5E-9F60-123456789ABC}', 'guid'],
  ['CN=Support,OU=Groups,DC=acme,DC=example', 'dn'],
  ['uid=support, ou=groups, dc=example', 'dn'],
])('recognises %s as %s', (value, form) => {
  expect(readClaims(new Map([[claimNames.groups, [value]]])).groups).toEqual([{ value, form }]);
});
