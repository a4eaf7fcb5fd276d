import type { FastifyInstance } from 'fastify';
import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import type { Database } from '../../../api/database/database.ts';
import type { Keyring } from '../../../api/identity/secrets/keyring.ts';
import type { RequestContext } from '../../../api/request/context.ts';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { testServer } from '../../api/routes/test-server.ts';
import { testCredentials } from '../../support/credentials.ts';
import { testKeyring } from '../../support/keyring.ts';
import { declaration, testOrganisation } from '../../support/organisation.ts';
import type { Case } from './cases/case.ts';
import { documentsOf, type Side } from './cases/documents.ts';
import { judge, type Verdict } from './judging/judge.ts';
import { hasWay } from './judging/person-codes.ts';
import { observe } from './observing/observe.ts';
import type { Scene } from './observing/scene.ts';
import type { Observation } from './observing/seen.ts';
import { type Rehearsal, rehearse } from './rehearsal.ts';
import { writeStates } from './state/write-states.ts';
import type { Writing } from './state/writing.ts';
import { addressesOf } from './visits/addresses.ts';
import type { IdentityProvider } from './visits/identity-provider.ts';
import { type KeyRing, keyRing } from './visits/security-keys.ts';
import { type Outside, password } from './visits/visitor.ts';

/** How a case ended. A plan that a guard refuses does nothing to anybody. */
export interface Outcome extends Verdict {
  readonly refused: readonly string[];
  /** Somebody could sign in and run the organisation before an applied plan, and nobody after it. */
  readonly nobodyInCharge: boolean;
}

/** A server, and what is outside of it; made once for all cases. */
export interface Theatre {
  readonly database: Database;
  readonly app: FastifyInstance;
  readonly idp: IdentityProvider;
  readonly keyring: Keyring;
  readonly passwordHash: string;
  readonly keys: KeyRing;
  /** Which stage the server plays on. */
  readonly play: { on: Database };
  readonly clock: { time: Date };
}

/** A database that is another one each time it is asked. */
function standIn(play: { on: Database }): Database {
  return {
    get dialect() {
      return play.on.dialect;
    },
    write: (work, options) => play.on.write(work, options),
    snapshot: (work, options) => play.on.snapshot(work, options),
    lookUp: (work) => play.on.lookUp(work),
    ready: () => play.on.ready(),
    close: async () => {},
  };
}

/** Nobody is slowed down: each case has its own people, at the same addresses. */
const unlimited = {
  signInLimits: { perAddress: 1e9, perUser: 1e9, window: 1000 },
  rateLimit: { perKey: 1e9, perAddress: 1e9, window: 1000 },
};

export async function openTheatre(database: Database, idp: IdentityProvider): Promise<Theatre> {
  const play = { on: database };
  const { app, clock } = await testServer(standIn(play), { ...unlimited, documented: false });
  const passwordHash = await testCredentials().hasher.hash(password);
  return { database, app, idp, keyring: testKeyring(), passwordHash, keys: keyRing(), play, clock };
}

interface Played extends Scene {
  readonly context: RequestContext;
}

function outsideOf({ app, idp, keys, clock }: Theatre, found: Case, now: Date): Outside {
  const factors = new Map(found.people.map(({ name, state }) => [name, state.factor]));
  return {
    app,
    idp,
    addresses: addressesOf(found),
    keyOf: (username) =>
      ['passkey', 'both'].includes(factors.get(username) ?? 'none') ? keys.of(username) : undefined,
    now: () => clock.time,
    at: async (time, work) => {
      clock.time = time;
      return work().finally(() => {
        clock.time = now;
      });
    },
  };
}

async function prepareScene(theatre: Theatre, stage: Rehearsal, found: Case): Promise<Played> {
  const { idp, keyring, passwordHash, keys, clock } = theatre;
  const { database } = stage;
  theatre.play.on = database;
  const { context, deps } = await testOrganisation(database, 'acme', found.purchased);
  const now = deps.now();
  clock.time = now;
  const { organisationId } = context;
  const { newId } = deps;
  const passkeyOf = keys.passkeyOf;
  const writing: Writing = { database, organisationId, keyring, passwordHash, now, idp, newId, passkeyOf };
  return { ...stage, outside: outsideOf(theatre, found, now), writing, found, context };
}

async function plan({ writing, context, found }: Played, side: Side): Promise<Plan> {
  const { database, now, newId, idp } = writing;
  const deps = { database, now: () => now, newId };
  return planDeclaration(deps, context, declaration(documentsOf(found, side, idp)));
}

async function apply({ writing, context }: Played, { id, diagnostics }: Plan): Promise<void> {
  if (id === null) throw new Error(`not to be applied: ${JSON.stringify(diagnostics)}`);
  const { database, now, newId } = writing;
  await applyPlan({ database, now: () => now, newId }, context, id);
}

/** People of the main account who run the organisation and can sign in. */
function inCharge(seen: Observation, { people }: Case): number {
  const main = people.filter(({ account }) => account === 'acme').map(({ name }) => name);
  return main.filter((name) => {
    const one = seen.people.get(name);
    return one?.permissions.includes('*') && hasWay(one);
  }).length;
}

const nothing = { people: 0, predictions: {}, seatsAtNextRun: 0, wrong: [], nobodyInCharge: false };

async function playOut(theatre: Theatre, stage: Rehearsal, found: Case): Promise<Outcome> {
  const scene = await prepareScene(theatre, stage, found);
  await apply(scene, await plan(scene, 'before'));
  await writeStates(scene.writing, found);
  const planned = await plan(scene, 'after');
  if (planned.status === 'refused') {
    const errors = planned.diagnostics.filter(({ severity }) => severity === 'error');
    return { ...nothing, refused: errors.map(({ code, summary }) => `${code}: ${summary}`) };
  }
  if (planned.status === 'nothing-to-do') return { ...nothing, refused: [] };
  const before = await observe(scene);
  await apply(scene, planned);
  const after = await observe(scene);
  const nobodyInCharge = inCharge(before, found) > 0 && inCharge(after, found) === 0;
  return { ...judge(planned.impact, before, after), refused: [], nobodyInCharge };
}

/** Makes the organisation of a case, plans, lets everybody sign in, applies, lets everybody sign in again, and compares. */
export async function runCase(theatre: Theatre, found: Case): Promise<Outcome> {
  try {
    return await rehearse(theatre.database, (stage) => playOut(theatre, stage, found));
  } finally {
    theatre.play.on = theatre.database;
  }
}

/** What a report says of an outcome that is wrong; null: nothing is. */
export function complaint({ wrong, nobodyInCharge }: Outcome): string | null {
  const said = wrong.map(
    ({ code, of, predicted, said, before, after }) =>
      `${of}: ${code} ${predicted ? `was foretold and did not happen: ${said}` : 'happened and was not foretold'}\n` +
      `  before ${JSON.stringify(before)}\n  after  ${JSON.stringify(after)}`,
  );
  const all = [...said, ...(nobodyInCharge ? ['nobody can run the organisation any more'] : [])];
  return all.length === 0 ? null : all.join('\n');
}
