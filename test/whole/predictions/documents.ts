import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import { document } from '../../support/organisation.ts';
import type { AccountCase, Case, Sides, SsoDeclared } from './case.ts';

export type Side = keyof Sides<unknown>;

/** What the identity provider of the tests is called, and the certificate that it signs with. */
export interface Provider {
  readonly entityId: string;
  readonly certificate: string;
}

const providers: Readonly<Record<SsoDeclared['provider'], (provider: Provider) => Json | undefined>> = {
  none: () => undefined,
  'address-only': ({ entityId }) => ({ metadataUrl: entityId }),
  complete: (provider) => byField(provider, 'https://idp.example/sso'),
  'other-entry': (provider) => byField(provider, 'https://idp.example/other'),
};

function byField({ entityId, certificate }: Provider, loginUrl: string): JsonObject {
  return { entityId, loginUrl, certificates: [{ pem: certificate }], requireSigned: ['assertion'] };
}

function ssoSpec(
  { name }: AccountCase,
  { mode, provider, emergencyUsers }: SsoDeclared,
  idp: Provider,
  there: ReadonlySet<string>,
): JsonObject {
  const found = providers[provider](idp);
  return {
    mode,
    initiationSlug: `slug-${name}`,
    emergencyUsers: emergencyUsers.filter((user) => there.has(user)),
    ...(found === undefined ? {} : { identityProvider: found }),
  };
}

function accountDocuments(
  found: AccountCase,
  side: Side,
  idp: Provider,
  there: ReadonlySet<string>,
): readonly DeclaredDocument[] {
  const { name, declared } = found;
  const { tier, enabled, policy, sso, holders, members, teamRoles } = declared[side];
  const only = (names: readonly string[]) => names.filter((user) => there.has(user));
  const account = { account: name };
  return [
    document('Account', { name, labels: { tier } }, name === 'acme' ? {} : { enabled }),
    document('Team', { name: 'Support', ...account }, { members: only(members), roles: [...teamRoles] }),
    document('Seats', account, { holders: only(holders) }),
    ...(policy === null ? [] : [document('SecurityPolicy', account, policy)]),
    ...(sso === null ? [] : [document('SingleSignOn', account, ssoSpec(found, sso, idp, there))]),
  ];
}

/** The documents of one side of a case. */
export function documentsOf({ accounts, people, template, steward }: Case, side: Side, idp: Provider) {
  const there = new Set(people.filter(({ declared }) => declared[side] !== null).map(({ name }) => name));
  const settings = template[side];
  return [
    document('Role', { name: 'Seat Steward' }, { description: 'Seats', permissions: [...steward[side]] }),
    ...accounts.flatMap((account) => accountDocuments(account, side, idp, there)),
    ...people.flatMap(({ account, name, onRemoval, declared }) => {
      const spec = declared[side];
      return spec === null ? [] : [document('User', { name, account, onRemoval }, spec)];
    }),
    ...(settings === null
      ? []
      : [
          document(
            'SettingsTemplate',
            { name: 'gold' },
            { order: 10, selector: { matchLabels: { tier: 'gold' } }, settings },
          ),
        ]),
  ];
}
