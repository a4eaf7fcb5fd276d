import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import type { Database } from '../../../api/database/database.ts';
import { execute, rows } from '../../../api/database/transaction.ts';
import type { JobDeps, Place } from '../../../api/jobs/job.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import {
  declaration,
  document,
  type TestOrganisation,
  testOrganisation,
} from '../../support/organisation.ts';

export const day = 24 * 60 * 60 * 1000;

export const user = (name: string, spec: JsonObject = {}, account = 'emea'): DeclaredDocument =>
  document('User', { name, account }, { email: `${name}@${account}.example`, ...spec });

/** Plans and applies; throws what is wrong. */
export async function applied(
  { deps, context }: TestOrganisation,
  documents: readonly DeclaredDocument[],
): Promise<void> {
  const { id, diagnostics } = await planDeclaration(deps, context, declaration(documents));
  if (id === null) throw new Error(JSON.stringify(diagnostics));
  await applyPlan(deps, context, id);
}

export interface JobWorld {
  readonly organisation: TestOrganisation;
  readonly deps: JobDeps;
  readonly place: Place;
  /** The time of the run. */
  readonly now: Date;
}

/** An organisation whose people everybody has known for years: made long ago, so that only what a test sets counts. */
export async function jobWorld(
  database: Database,
  documents: readonly DeclaredDocument[],
  { name = 'acme', seats = 50 } = {},
): Promise<JobWorld> {
  const organisation = await testOrganisation(database, name, seats);
  await applied(organisation, [document('Account', { name: 'emea' }, {}), ...documents]);
  const { deps, context } = organisation;
  const { organisationId } = context;
  await database.write((tx) =>
    execute(
      tx,
      `UPDATE app_user SET created_at = '2020-01-01T00:00:00Z' WHERE organisation_id = $1::uuid`,
      organisationId,
    ),
  );
  return { organisation, deps, place: { organisationId, organisation: name }, now: deps.now() };
}

/** Facts of a user; times in milliseconds before the run. */
export interface Facts {
  readonly signedIn?: number;
  readonly activated?: number;
  readonly created?: number;
  readonly suspended?: number;
  readonly assigned?: number;
}

/** Sets facts of a user of `emea`, or of another account. */
export async function setFacts(
  { deps, place, now }: JobWorld,
  username: string,
  { signedIn, activated, created, suspended, assigned }: Facts,
  account = 'emea',
): Promise<void> {
  const time = (ago: number | undefined): string | null =>
    ago === undefined ? null : new Date(now.getTime() - ago).toISOString();
  const id = `(SELECT u.id FROM app_user u JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
    WHERE u.organisation_id = $1::uuid AND u.username = $2 AND a.name = $3)`;
  const { organisationId } = place;
  await deps.database.write(async (tx) => {
    await execute(
      tx,
      `UPDATE user_activity SET last_sign_in_at = coalesce($4::timestamptz, last_sign_in_at),
         activated_at = coalesce($5::timestamptz, activated_at), suspended_at = coalesce($6::timestamptz, suspended_at)
       WHERE organisation_id = $1::uuid AND user_id = ${id}`,
      organisationId,
      username,
      account,
      time(signedIn),
      time(activated),
      time(suspended),
    );
    await execute(
      tx,
      `UPDATE app_user SET created_at = coalesce($4::timestamptz, created_at) WHERE organisation_id = $1::uuid AND id = ${id}`,
      organisationId,
      username,
      account,
      time(created),
    );
    await execute(
      tx,
      `UPDATE seat SET assigned_at = coalesce($4::timestamptz, assigned_at) WHERE organisation_id = $1::uuid AND user_id = ${id}`,
      organisationId,
      username,
      account,
      time(assigned),
    );
  });
}

/** Usernames whom a rule has disabled. */
export async function suspended({ deps, place }: JobWorld): Promise<readonly string[]> {
  const found = await deps.database.snapshot((tx) =>
    rows<{ username: string }>(
      tx,
      `SELECT u.username FROM app_user u JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
       WHERE u.organisation_id = $1::uuid AND t.suspended_at IS NOT NULL ORDER BY u.username COLLATE "C"`,
      place.organisationId,
    ),
  );
  return found.map(({ username }) => username);
}

/** Audit entries of an item and an action, in the order of their addresses. */
export function entries(
  { deps, place }: JobWorld,
  item: string,
  action: string,
): Promise<{ actor: string; description: string; address: string; detail: JsonObject }[]> {
  return deps.database.snapshot((tx) =>
    rows(
      tx,
      `SELECT actor, description, address, detail FROM audit_entry
       WHERE organisation_id = $1::uuid AND item = $2 AND action = $3 ORDER BY address COLLATE "C", description COLLATE "C"`,
      place.organisationId,
      item,
      action,
    ),
  );
}

/** Somebody who can sign in by a password: for the guard of the last Account Manager. */
export async function givePassword({ deps, place }: JobWorld, username: string): Promise<void> {
  await deps.database.write((tx) =>
    execute(
      tx,
      `UPDATE user_credential SET password_hash = 'x', password_set_at = '2026-11-01T00:00:00Z' WHERE organisation_id = $1::uuid
       AND user_id IN (SELECT id FROM app_user WHERE organisation_id = $1::uuid AND username = $2)`,
      place.organisationId,
      username,
    ),
  );
}
