import type { Change } from '../../controller/reconcile/change.ts';
import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { assessRisk, weakeningChanges, weakeningEffects } from '../../controller/reconcile/risk.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { EffectiveChange, Impact, Outbound, Risk } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { rows } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import type { Assessment } from '../kinds/kind.ts';
import { peopleImpact } from '../kinds/people-impact.ts';
import { projectWorld } from '../kinds/project-world.ts';
import { readWorld } from '../kinds/read-world.ts';
import type { World } from '../kinds/world.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { claimsOf } from './claims.ts';
import type { AccountDirectory } from './read-actual.ts';
import type { SettingsByAccount, SettingsOutcome } from './settings.ts';
import { resolveSettings } from './settings.ts';

/** What the changes do: to settings, to people, and how risky that is. */
export interface Assessed {
  readonly diagnostics: readonly Diagnostic[];
  readonly effects: readonly EffectiveChange[];
  readonly impact: readonly Impact[];
  readonly risk: Risk;
  readonly outbound: Outbound;
  /** Effective settings before and after, of the accounts concerned; undefined where nothing changes. */
  readonly settings?: SettingsOutcome;
  readonly worlds?: { readonly before: World; readonly after: World };
}

interface Input {
  readonly directory: AccountDirectory;
  readonly accounts: readonly ActualResource[];
  readonly renames: ReadonlyMap<string, string>;
  readonly changes: readonly Change[];
}

/** A plan without changes does nothing to anybody. */
export function nothingToAssess(): Assessed {
  return {
    diagnostics: [],
    effects: [],
    impact: [],
    risk: { level: 'none', reasons: [] },
    outbound: { mails: 0, sessionsEnded: 0, webhooks: 0 },
  };
}

async function pinnedDefaults(tx: Tx, organisationId: string): Promise<JsonObject> {
  const [row] = await rows<{ defaults: JsonObject }>(
    tx,
    'SELECT defaults FROM organisation WHERE id = $1::uuid',
    organisationId,
  );
  return row?.defaults ?? {};
}

function labelsBefore({ accounts, renames }: Input): ReadonlyMap<string, Readonly<Record<string, string>>> {
  return new Map(
    accounts.map(({ name, values }) => [
      renames.get(name ?? '') ?? name ?? '',
      (values['metadata.labels'] ?? {}) as Record<string, string>,
    ]),
  );
}

/** Labels as the changes leave them, whatever they come from: a manifest, an edit by hand, a release. */
function labelsAfter(input: Input): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const labels = new Map(labelsBefore(input));
  for (const { kind, name, after } of input.changes) {
    if (kindInfo(kind as Kind).provides !== 'accounts' || name === null) continue;
    if (after === null) labels.delete(name);
    else labels.set(name, (after['metadata.labels'] ?? {}) as Record<string, string>);
  }
  return labels;
}

async function settingsOf(
  tx: Tx,
  organisationId: string,
  input: Input,
  also: readonly string[],
): Promise<SettingsOutcome> {
  return resolveSettings(tx, {
    organisationId,
    accounts: new Map(
      input.accounts.map(({ id, name }) => [input.renames.get(name ?? '') ?? name ?? '', id]),
    ),
    labelsBefore: labelsBefore(input),
    labelsAfter: labelsAfter(input),
    defaults: await pinnedDefaults(tx, organisationId),
    changes: input.changes,
    also,
  });
}

function fillEffective(world: World, settings: SettingsByAccount): void {
  for (const [name, kinds] of settings) {
    const account = world.accounts.get(name);
    if (!account) continue;
    for (const [kind, { value, from }] of kinds) {
      account.effective[kind] = value;
      account.provenance[kind] = { ...from };
    }
  }
}

function project(before: World, changes: readonly Change[], settings: SettingsByAccount): World {
  const draft = projectWorld(before, changes);
  fillEffective(draft, settings);
  return draft;
}

function assessments(before: World, after: World, changes: readonly Change[]) {
  return [...kindModules.values()].map((module): { module: typeof module; assessment: Assessment } => ({
    module,
    assessment: { before, after, changes, own: changes.filter(({ kind }) => kind === module.kind) },
  }));
}

/** Names and addresses that somebody else has; asked only of kinds that change. */
async function conflictsOf(
  tx: Tx,
  organisationId: string,
  hooks: ReturnType<typeof assessments>,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const { module, assessment } of hooks) {
    if (assessment.own.length === 0 || !module.conflicts) continue;
    found.push(...(await module.conflicts(tx, organisationId, assessment.changes)));
  }
  return found;
}

/** What loosens security is an effect on the account, named like the others. */
function weakeningImpact(
  changes: readonly Change[],
  effects: readonly EffectiveChange[],
  main: string,
): readonly Impact[] {
  const accountOf = new Map(changes.map(({ address, account }) => [address, account ?? main]));
  return [...weakeningEffects(effects, changes), ...weakeningChanges(changes)].map(({ address, detail }) => ({
    code: 'weakens' as const,
    account: accountOf.get(address) ?? address.split('/')[1] ?? main,
    people: [],
    detail: `${detail} of ${address}`,
    causes: [address],
  }));
}

function outboundOf(impact: readonly Impact[]): Outbound {
  const people = (code: Impact['code']) =>
    impact.filter((effect) => effect.code === code).reduce((sum, effect) => sum + effect.people.length, 0);
  return { mails: people('invited'), sessionsEnded: people('signed-out'), webhooks: 0 };
}

function sortImpact(impact: readonly Impact[]): readonly Impact[] {
  const key = ({ code, account, detail }: Impact) => `${code} ${account} ${detail}`;
  return [...impact].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Checks and impact of the changes, from facts read in the same snapshot: the world before, the world after by pure
 * projection, and what differs between them.
 */
export async function assess(tx: Tx, deps: Deps, context: RequestContext, input: Input): Promise<Assessed> {
  const { organisationId, organisation } = context;
  const { changes, directory } = input;
  const touched = changes.flatMap((change) => kindModules.get(change.kind)?.touched?.(change) ?? []);
  const before = await readWorld(tx, organisationId, organisation, deps.now(), {
    touched,
    alwaysAccountManagers: true,
    renames: input.renames,
  });
  const also = [...before.accounts.values()].filter(({ people }) => people.size > 0).map(({ name }) => name);
  const settings = await settingsOf(tx, organisationId, input, [...also, directory.main]);
  fillEffective(before, settings.before);
  const after = project(before, changes, settings.after);
  const hooks = assessments(before, after, changes);
  const impact = sortImpact([
    ...peopleImpact(before, after, changes),
    ...hooks.flatMap(({ module, assessment }) => module.impact?.(assessment) ?? []),
    ...weakeningImpact(changes, settings.effects, directory.main),
  ]);
  return {
    diagnostics: [
      ...settings.diagnostics,
      ...hooks.flatMap(({ module, assessment }) => module.check?.(assessment) ?? []),
      ...(await claimsOf(tx, organisationId, changes)),
      ...(await conflictsOf(tx, organisationId, hooks)),
    ],
    effects: settings.effects,
    impact,
    risk: assessRisk(changes, settings.effects, impact),
    outbound: outboundOf(impact),
    settings,
    worlds: { before, after },
  };
}
