import { editResource } from '../../../../api/commit/edit.ts';
import { execute, insertRows, rows, type Tx } from '../../../../api/database/transaction.ts';
import { systemContext } from '../../../../api/request/system-context.ts';
import { configurationOf } from '../../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import type { Case, PersonCase } from '../cases/case.ts';
import { guild } from '../cases/documents.ts';
import { type KnownPerson, nameIdOf } from './known.ts';
import { ago, type Writing } from './writing.ts';

const identity = {
  organisation_id: 'uuid',
  account_id: 'uuid',
  issuer: 'text',
  name_id: 'text',
  user_id: 'uuid',
  linked_at: 'timestamptz',
};
const connection = {
  organisation_id: 'uuid',
  account_id: 'uuid',
  configuration: 'text',
  tested_at: 'timestamptz',
  tested_by: 'text',
  required_since_at: 'timestamptz',
};

/** A team that a sign-in has made, and what it permits. */
export const crew = { team: 'Crew', role: 'Campaign Manager' };

/** Names of the identity provider for people, as former sign-ins have linked them. */
export async function writeIdentities(
  tx: Tx,
  writing: Writing,
  people: readonly KnownPerson[],
): Promise<void> {
  const linked = people.filter(({ person }) => person.state.linked);
  const identities = linked.map(({ known }) => ({
    organisation_id: writing.organisationId,
    account_id: known.accountId,
    issuer: writing.idp.entityId,
    name_id: nameIdOf(known),
    user_id: known.userId,
    linked_at: writing.now.toISOString(),
  }));
  await insertRows(tx, 'saml_identity', identity, identities);
}

/** Roles that single sign-on gave. */
export async function writeSsoRoles(tx: Tx, writing: Writing, people: readonly KnownPerson[]): Promise<void> {
  const granted = people.flatMap(({ known, person: { state } }) =>
    state.ssoRole === null ? [] : [{ user: known.userId, role: state.ssoRole }],
  );
  await execute(
    tx,
    `INSERT INTO user_role (organisation_id, user_id, role_id, origin)
     SELECT $1::uuid, x."user", r.id, 'sso' FROM jsonb_to_recordset($2::jsonb) AS x("user" uuid, role text)
     JOIN role r ON r.organisation_id = $1::uuid AND r.account_id IS NULL AND r.name = x.role`,
    writing.organisationId,
    JSON.stringify(granted),
  );
}

/**
 * The groups of somebody that an account's teams stand for before the plan; of whom the plan makes there are none. The identity provider goes on
 * to tell these: what else it may tell one day no plan can know.
 */
export function groupsOf(
  { accounts }: Case,
  { account, declared, state }: PersonCase,
): readonly ('guild' | 'crew')[] {
  const { guild: team, sso } = accounts.find(({ name }) => name === account)?.declared.before ?? {};
  const kept = {
    guild: team?.membership === 'sso',
    crew: sso?.autoCreateGroups === true && sso.mode !== 'off',
  };
  return declared.before === null ? [] : state.groups.filter((group) => kept[group]);
}

/** Makes the teams that sign-ins make, in the accounts where somebody is in one. */
export async function makeCrews(writing: Writing, found: Case): Promise<void> {
  const { database, newId, now, organisationId } = writing;
  const deps = { database, newId, now: () => now };
  for (const account of found.accounts) {
    const people = found.people.filter((person) => person.account === account.name);
    if (!people.some((person) => groupsOf(found, person).includes('crew'))) continue;
    const operation = { replace: { membership: 'sso', roles: [crew.role] } };
    const edit = { kind: 'Team', account: account.name, name: crew.team, operation, createOnly: true };
    await editResource(deps, systemContext(organisationId, 'acme'), edit, { dryRun: false });
  }
}

/** Memberships as the last group claims have left them. */
export async function writeMemberships(
  tx: Tx,
  { organisationId }: Writing,
  people: readonly KnownPerson[],
  found: Case,
): Promise<void> {
  const teams = { guild: guild.team, crew: crew.team };
  const memberships = people.flatMap(({ known, person }) => {
    const groups = groupsOf(found, person);
    return groups.map((group) => ({ user: known.userId, account: known.accountId, team: teams[group] }));
  });
  await execute(
    tx,
    `INSERT INTO team_member (organisation_id, team_id, user_id, origin)
     SELECT $1::uuid, t.id, x."user", 'sso' FROM jsonb_to_recordset($2::jsonb) AS x("user" uuid, account uuid, team text)
     JOIN team t ON t.organisation_id = $1::uuid AND t.account_id = x.account AND t.name = x.team`,
    organisationId,
    JSON.stringify(memberships),
  );
}

/** What is known of connections that were signed in with: only what is complete can have been. */
export async function writeConnections(tx: Tx, writing: Writing, { accounts }: Case): Promise<void> {
  const found = await rows<{ id: string; name: string; sso: JsonObject }>(
    tx,
    `SELECT a.id, a.name, e.value AS sso FROM account a JOIN effective_setting e
     ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'SingleSignOn' WHERE a.organisation_id = $1::uuid`,
    writing.organisationId,
  );
  const at = ago(writing, 1);
  const connections = found.flatMap(({ id, name, sso }) => {
    const account = accounts.find((one) => one.name === name);
    const provider = account?.declared.before.sso?.provider ?? 'none';
    if (!account?.tested || provider === 'none' || provider === 'address-only') return [];
    return [
      {
        organisation_id: writing.organisationId,
        account_id: id,
        configuration: configurationOf(sso),
        tested_at: at,
        tested_by: 'somebody',
        required_since_at: account.held && sso['mode'] === 'required' ? at : null,
      },
    ];
  });
  await insertRows(tx, 'saml_connection', connection, connections);
}
