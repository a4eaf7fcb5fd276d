import { nameKey } from '../../schemas/contract/address.ts';
import { lockOrganisation } from '../commit/carry-out.ts';
import type { Edit, editResource } from '../commit/edit.ts';
import { readIdentity } from '../commit/read-identity.ts';
import type { Tx } from '../database/transaction.ts';
import { namesIn } from '../kinds/own-values.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { findSeatUsers, type SeatUser } from './find-users.ts';
import { liftReleases } from './lift-release.ts';
import { seatsKind } from './seat-entry.ts';

/** Seats to give to, or to take from, users of one account. */
export interface SeatRequest {
  readonly account: string;
  /** Usernames. */
  readonly users: readonly string[];
  /** Why holders that a manifest set manages are changed by hand. */
  readonly breakGlass?: string;
}

export interface SeatsChanged {
  readonly account: string;
  /** Usernames of who was given a seat, or from whom one was taken. */
  readonly changed: readonly string[];
  /** Of those that were asked for, the others: seated already; or still seated, by SSO, SCIM or a template. */
  readonly unchanged: readonly string[];
}

export interface SeatChanger {
  readonly deps: Deps;
  readonly context: RequestContext;
  /** The one way to change anything. */
  readonly edit: typeof editResource;
}

/** What one attempt does: other holders (null: the same ones), and seats that a rule took back given again. */
interface Step {
  readonly accountId: string;
  readonly holders: readonly string[] | null;
  readonly lifted: readonly SeatUser[];
  readonly changed: readonly string[];
  /** What was read, and must still be so. */
  readonly version: number | null;
}

type Decide = (users: readonly SeatUser[], holders: readonly string[]) => Omit<Step, 'accountId' | 'version'>;

async function readStep(
  tx: Tx,
  { organisationId }: RequestContext,
  { account, users }: SeatRequest,
  decide: Decide,
): Promise<Step> {
  const found = await findSeatUsers(tx, organisationId, account, users);
  const current = await readIdentity(tx, organisationId, { kind: seatsKind, account, name: null });
  const decided = decide(found.users, namesIn(current?.values ?? null, 'holders'));
  return { ...decided, accountId: found.accountId, version: current?.version ?? null };
}

function editOf(
  { account, breakGlass }: SeatRequest,
  holders: readonly string[],
  version: number | null,
): Edit {
  return {
    kind: seatsKind,
    account,
    name: null,
    operation: { merge: { holders: [...holders] } },
    ...(version === null ? { createOnly: true } : { ifMatch: version }),
    ...(breakGlass === undefined ? {} : { breakGlass }),
  };
}

/** Does more in the transaction of a change, after it and under the same lock: both are done, or neither. */
function followedBy(deps: Deps, more: (tx: Tx) => Promise<void>): Deps {
  const { database } = deps;
  return {
    ...deps,
    database: {
      ...database,
      write: (work, options) =>
        database.write(async (tx) => {
          const result = await work(tx);
          await more(tx);
          return result;
        }, options),
    },
  };
}

async function carryOut(
  { deps, context, edit }: SeatChanger,
  request: SeatRequest,
  step: Step,
): Promise<void> {
  const { holders, lifted, accountId, version } = step;
  const { account } = request;
  const lift = (tx: Tx): Promise<void> => liftReleases(tx, deps, context, { account, accountId }, lifted);
  if (holders !== null) {
    await edit(followedBy(deps, lift), context, editOf(request, holders, version), { dryRun: false });
  } else if (lifted.length > 0) {
    await deps.database.write(async (tx) => {
      await lockOrganisation(tx, context.organisationId);
      await lift(tx);
    });
  }
}

/** Somebody else changed the holders between reading and writing: read again. */
const mostAttempts = 10;

function isOvertaken(error: unknown): boolean {
  return error instanceof Refusal && ['resource/version', 'resource/exists'].includes(error.code);
}

async function change(changer: SeatChanger, request: SeatRequest, decide: Decide): Promise<SeatsChanged> {
  const { deps, context } = changer;
  for (let attempt = 1; ; attempt += 1) {
    const step = await deps.database.snapshot((tx) => readStep(tx, context, request, decide));
    try {
      await carryOut(changer, request, step);
    } catch (error) {
      if (attempt < mostAttempts && isOvertaken(error)) continue;
      throw error;
    }
    const changed = new Set(step.changed.map(nameKey));
    const unchanged = request.users.filter((name) => !changed.has(nameKey(name)));
    return { account: request.account, changed: step.changed, unchanged };
  }
}

const namesOf = (users: readonly SeatUser[]): readonly string[] => users.map(({ username }) => username);

/**
 * Gives users seats, as grants by hand, within limit and pool; a seat that a rule took back is given again. All of them, or none.
 * @throws Refusal 403, 404, 409 (limit, pool, holders that a manifest set manages)
 */
export function assignSeats(changer: SeatChanger, request: SeatRequest): Promise<SeatsChanged> {
  return change(changer, request, (users, holders) => {
    const added = namesOf(users.filter(({ held }) => !held));
    const lifted = users.filter(({ released }) => released);
    const changed = [...added, ...namesOf(lifted)];
    return { holders: added.length === 0 ? null : [...holders, ...added], lifted, changed };
  });
}

/**
 * Takes seats from users. Those that come from SSO, SCIM or a template stay: they go when their origin goes.
 * @throws Refusal 403, 404, 409 (holders that a manifest set manages)
 */
export function removeSeats(changer: SeatChanger, request: SeatRequest): Promise<SeatsChanged> {
  return change(changer, request, (users, holders) => {
    const taken = users.filter(({ declared }) => declared);
    const keys = new Set(namesOf(taken).map(nameKey));
    const left = taken.length === 0 ? null : holders.filter((name) => !keys.has(nameKey(name)));
    return { holders: left, lifted: [], changed: namesOf(taken.filter(({ other }) => !other)) };
  });
}
