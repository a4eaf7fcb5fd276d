import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Edit } from '../../../api/commit/edit.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { validators } from '../../../schemas/generated/validators.js';
import type { Kind } from '../../../schemas/semantics.ts';

/** What YAML, or a reader of lines, may read as something else. */
const trickyTexts = [
  '',
  ' leading and trailing ',
  'a\r\nb',
  'a\rb',
  '\n',
  'ends with lines\n\n',
  '\n  indented\n\tby a tab\n',
  '# no comment',
  '---',
  '...\n---\nkind: Team',
  'a: b',
  '- item',
  '? key',
  '%YAML 1.1',
  'line\u2028line\u0085line',
  '\ufeffmark',
  `'single' "double" \\ back`,
  'no',
  '1e3',
  '0x1F',
  '1_000',
  '12:30:45',
  '2026-11-24',
  'null',
  '~',
  '<<',
  '=',
  '!!str x',
  '&a *a',
  '{x: [1]}',
  '`@',
  '💥 Süd',
  'x'.repeat(300),
  `${'long words '.repeat(30)}end`,
];

const accounts = ['emea', 'apac'];
const text = fc.oneof(fc.constantFrom(...trickyTexts), fc.string({ unit: 'grapheme', maxLength: 30 }));

const pem = readFileSync('test/controller/manifest/fixtures/ec-256.pem', 'utf8');
const logo = `data:image/svg+xml;base64,${readFileSync('examples/acme/emea/logo.svg').toString('base64')}`;

const lineEnds = fc.constantFrom(
  (content: string) => content,
  (content: string) => content.trimEnd(),
  (content: string) => content.replaceAll('\n', '\r\n'),
  (content: string) => `${content}\n\n`,
);

function partial(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const customization = partial({
  logo: fc.constant(logo),
  theme: partial({
    mode: fc.constantFrom('dark', 'system'),
    primaryColor: fc.constantFrom('#0b7285', '#000000', '#123e45'),
  }),
  language: fc.constantFrom('en', 'no', 'hr'),
});

const identityProvider = fc.record(
  {
    certificates: lineEnds.map((form) => [{ pem: form(pem) }]),
    requireSigned: fc.subarray(['assertion', 'response']),
    entityId: fc.constantFrom('urn:acme:idp', 'https://idp.acme.example/metadata'),
  },
  { requiredKeys: [] },
);

/** Specs of the kinds that `randomDeclaration` has not, and texts that it does not dare. */
const specs: Readonly<Partial<Record<Kind, fc.Arbitrary<JsonObject>>>> = {
  Account: partial({ displayName: text }),
  User: partial({
    firstName: text,
    lastName: text,
    nameId: fc.constantFrom('no@acme.example', 'NO@acme.example'),
  }),
  Team: partial({ description: text, roles: fc.subarray(['Finance Manager']) }),
  Role: partial({ description: text, permissions: fc.subarray(['users/read', 'seats/manage']) }),
  ServiceAccount: partial({
    roles: fc.subarray(['Finance Manager']),
    trust: fc
      .dictionary(text, text, { minKeys: 1, maxKeys: 2 })
      .map((claims) => [{ issuer: 'https://ci.acme.example', audience: 'bylaw', claims }]),
    allowedNetworks: fc.constantFrom(['any'], ['2001:db8::/32', '203.0.113.7']),
  }),
  Customization: customization,
  SingleSignOn: partial({
    mode: fc.constantFrom('off', 'optional'),
    identityProvider,
    aliasDomains: fc.subarray(['corp.acme.example', 'old.acme.example']),
    maxGroupRemovals: fc.constantFrom(5, '5%'),
  }),
  SettingsTemplate: fc.record({
    order: fc.integer({ min: 20, max: 29 }),
    selector: fc.constantFrom<JsonObject>({ matchLabels: { tier: 'silver' } }, { matchLabels: {} }, {}),
    settings: partial({ customization: partial({ logo: fc.constant(logo), language: fc.constant('no') }) }),
  }),
  ChangePolicy: partial({
    maxPeopleRemoved: fc.constantFrom(100, '90%'),
    freezes: fc.constantFrom(
      [],
      [{ name: '1e3', from: '2037-12-20T00:00:00Z', to: '2038-01-04T00:00:00+01:00' }],
    ),
  }),
};

const names: Readonly<Partial<Record<Kind, fc.Arbitrary<string | null>>>> = {
  User: fc.constantFrom('bea', 'carl', 'null', '1e3', "o'brien@müller"),
  Team: fc.oneof(fc.constantFrom('Support', 'No', '~', 'a: b', '# 1', '../x'), text),
  Role: fc.oneof(fc.constantFrom('Local role', 'null'), text),
  ServiceAccount: fc.constantFrom('pipeline', '0x1F', '-'),
  SettingsTemplate: fc.constantFrom('no', 'night', '1e3', 'silver'),
  ChangePolicy: fc.constant('default'),
};

const ofOrganisation: readonly string[] = ['SettingsTemplate', 'ChangePolicy'];

function placeOf(kind: Kind, account: string, name: string | null) {
  if (kind === 'Account') return { account: null, name: account };
  return { account: ofOrganisation.includes(kind) ? null : account, name };
}

function manifestOf({ kind, account, name }: Edit, spec: JsonObject): JsonObject {
  const metadata = { ...(name === null ? {} : { name }), ...(account === null ? {} : { account }) };
  return { apiVersion: 'bylaw.dev/v1', kind, metadata, spec };
}

function editsOf([kind, spec]: [Kind, fc.Arbitrary<JsonObject>]): fc.Arbitrary<Edit> {
  return fc
    .record({ account: fc.constantFrom(...accounts), name: names[kind] ?? fc.constant(null), spec })
    .map(({ account, name, spec: given }): [Edit, JsonObject] => {
      const place = placeOf(kind, account, name);
      const whole = kind === 'User' ? { email: `hand-${name}@${account}.example`, ...given } : given;
      const edit: Edit = { kind, ...place, operation: { replace: whole }, breakGlass: 'an outage' };
      return [edit, whole];
    })
    .filter(([edit, whole]) => validators[kind](manifestOf(edit, whole)))
    .map(([edit]) => edit);
}

/** Changes by hand that the API would take by their form; whether the state takes them is seen when they are made. */
export const handEdits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof(...(Object.entries(specs) as [Kind, fc.Arbitrary<JsonObject>][]).map(editsOf)),
  { minLength: 1, maxLength: 10 },
);
