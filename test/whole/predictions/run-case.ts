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
import type { Case } from './case.ts';
import { documentsOf, type Side } from './documents.ts';
import { type Writing, writeStates } from './establish.ts';
import { hasWay, judge, type Verdict } from './judge.ts';
import { type Observation, observe, type Scene } from './observe.ts';
import { type Rehearsal, rehearse } from './rehearsal.ts';
import { type IdentityProvider, type Outside, password } from './visitor.ts';

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
    lookUp: (sql, ...params) => play.on.lookUp(sql, ...params),
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
  return { database, app, idp, keyring: testKeyring(), passwordHash, play, clock };
}

interface Played extends Scene {
  readonly context: RequestContext;
}

async function prepareScene(theatre: Theatre, stage: Rehearsal, found: Case): Promise<Played> {
  const { app, idp, keyring, passwordHash, clock } = theatre;
  theatre.play.on = stage.database;
  const { context, deps } = await testOrganisation(stage.database, 'acme', 50);
  clock.time = deps.now();
  const writing: Writing = {
    database: stage.database,
    organisationId: context.organisationId,
    keyring,
    passwordHash,
    now: deps.now(),
    idp: { entityId: idp.entityId, certificate: idp.key.certificate },
    newId: deps.newId,
  };
  const outside: Outside = {
    app,
    idp,
    now: () => clock.time,
    at: async (time, work) => {
      clock.time = time;
      return work().finally(() => {
        clock.time = writing.now;
      });
    },
  };
  return { ...stage, outside, writing, found, context };
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
    const one = seen.get(name);
    return one?.permissions.includes('*') && hasWay(one);
  }).length;
}

const nothing = { people: 0, predictions: 0, wrong: [], nobodyInCharge: false };

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
    ({ code, person, predicted, before, after }) =>
      `${person}: ${code} ${predicted ? 'was foretold and did not happen' : 'happened and was not foretold'}\n` +
      `  before ${JSON.stringify(before)}\n  after  ${JSON.stringify(after)}`,
  );
  const all = [...said, ...(nobodyInCharge ? ['nobody can run the organisation any more'] : [])];
  return all.length === 0 ? null : all.join('\n');
}
