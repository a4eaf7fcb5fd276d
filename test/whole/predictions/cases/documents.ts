import type { DeclaredDocument } from '../../../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import { document } from '../../../support/organisation.ts';
import type { AccountCase, AccountDeclared, Case, Sides } from './case.ts';
import { type Provider, ssoSpec } from './sso-document.ts';

export type Side = keyof Sides<unknown>;

/** Of the team that the identity provider fills. */
export const guild = { team: 'Guild', group: 'Directory Guild' };

function set(fields: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as JsonObject;
}

function teams(account: string, { members, teamRoles, guild: found }: AccountDeclared) {
  const support = document(
    'Team',
    { name: 'Support', account },
    { members: [...members], roles: [...teamRoles] },
  );
  if (found === null) return [support];
  const { membership, roles } = found;
  const filled = membership === 'sso' ? { group: guild.group } : { members: [...members] };
  const metadata = { name: guild.team, account };
  return [support, document('Team', metadata, { membership, roles: [...roles], ...filled })];
}

function accountDocuments(
  { name, declared }: AccountCase,
  side: Side,
  idp: Provider,
  there: ReadonlySet<string>,
): readonly DeclaredDocument[] {
  const found = declared[side];
  const only = (names: readonly string[]) => names.filter((user) => there.has(user));
  const { tier, enabled, policy, sso, holders, seatLimit: limit, releaseAfter, members, hostname } = found;
  const account = { account: name };
  const seats = set({ holders: only(holders), limit, releaseAfterInactiveDays: releaseAfter });
  return [
    document('Account', { name, labels: { tier } }, name === 'acme' ? {} : { enabled }),
    document('Seats', account, seats),
    ...teams(name, { ...found, members: only(members) }),
    ...(policy === null ? [] : [document('SecurityPolicy', account, policy)]),
    ...(hostname === null
      ? []
      : [document('Customization', account, { hostname: `${hostname}.${name}.example` })]),
    ...(sso === null
      ? []
      : [
          document(
            'SingleSignOn',
            account,
            ssoSpec(name, { ...sso, emergencyUsers: only(sso.emergencyUsers) }, idp),
          ),
        ]),
  ];
}

/** The documents of one side of a case. */
export function documentsOf({ accounts, people, template, steward }: Case, side: Side, idp: Provider) {
  const there = new Set(people.filter(({ declared }) => declared[side] !== null).map(({ name }) => name));
  const settings = template[side];
  const metadata = { order: 10, selector: { matchLabels: { tier: 'gold' } } };
  return [
    document('Role', { name: 'Seat Steward' }, { description: 'Seats', permissions: [...steward[side]] }),
    ...accounts.flatMap((account) => accountDocuments(account, side, idp, there)),
    ...people.flatMap(({ account, name, onRemoval, declared }) => {
      const spec = declared[side];
      return spec === null ? [] : [document('User', { name, account, onRemoval }, spec)];
    }),
    ...(settings === null ? [] : [document('SettingsTemplate', { name: 'gold' }, { ...metadata, settings })]),
  ];
}
