import type { Change, Values } from '../../controller/reconcile/change.ts';
import { checkTemplates } from '../../controller/reconcile/check-templates.ts';
import type { Effective } from '../../controller/reconcile/effective.ts';
import { effectiveSettings } from '../../controller/reconcile/effective.ts';
import { effectiveChanges } from '../../controller/reconcile/effective-changes.ts';
import type { ActualResource } from '../../controller/reconcile/resource.ts';
import type { OwnSettings, Template } from '../../controller/reconcile/template.ts';
import { settingsKinds, toTemplate } from '../../controller/reconcile/template.ts';
import { formatAddress } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { EffectiveChange } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo, providerOf } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { rows } from '../database/transaction.ts';
import { readResources } from './read-resources.ts';

/** One side of the plan: what effective values are made from. */
interface Side {
  readonly labels: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly own: ReadonlyMap<string, Readonly<Record<string, Values>>>;
  readonly templates: readonly Template[];
}

/** Effective values of the accounts that the plan touches, by account and kind. */
export type SettingsByAccount = ReadonlyMap<string, ReadonlyMap<Kind, Effective>>;

export interface SettingsOutcome {
  readonly before: SettingsByAccount;
  readonly after: SettingsByAccount;
  readonly effects: readonly EffectiveChange[];
  readonly diagnostics: readonly Diagnostic[];
}

interface OwnRow {
  readonly account: string;
  readonly kind: string;
  readonly spec: JsonObject;
}

/** Accounts whose effective values the changes can move: those they stand in, and all when a template changes. */
function affectedAccounts(changes: readonly Change[], all: readonly string[]): ReadonlySet<string> {
  const affected = new Set<string>();
  for (const change of changes) {
    const { provides } = kindInfo(change.kind as Kind);
    if (provides === 'templates') return new Set(all);
    const account = provides === 'accounts' ? change.name : change.account;
    if (account !== null) affected.add(account);
  }
  return affected;
}

async function readOwn(
  tx: Tx,
  organisationId: string,
  accounts: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, Readonly<Record<string, Values>>>> {
  const names = new Map([...accounts].map(([name, id]) => [id, name]));
  const found = await rows<OwnRow>(
    tx,
    `SELECT account_id AS account, kind, spec FROM setting
     WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[])`,
    organisationId,
    [...names.keys()],
  );
  const own = new Map<string, Record<string, Values>>();
  for (const { account, kind, spec } of found) {
    const name = names.get(account) ?? '';
    own.set(name, { ...own.get(name), [kind]: spec });
  }
  return own;
}

function applyToOwn(before: Side['own'], changes: readonly Change[]): Side['own'] {
  const after = new Map(before);
  for (const { kind, account, after: values } of changes) {
    if (account === null || kindInfo(kind as Kind).template === undefined) continue;
    const { [kind]: _gone, ...rest } = after.get(account) ?? {};
    after.set(account, values === null ? rest : { ...rest, [kind]: values });
  }
  return after;
}

function applyToTemplates(
  before: readonly ActualResource[],
  changes: readonly Change[],
): readonly Template[] {
  const values = new Map(
    before.map((template) => [template.id, { address: formatAddress(template), values: template.values }]),
  );
  for (const { kind, id, address, after } of changes) {
    if (kindInfo(kind as Kind).provides !== 'templates') continue;
    if (after === null) values.delete(id ?? address);
    else values.set(id ?? address, { address, values: after });
  }
  return [...values.values()].map((template) => toTemplate(template.address, template.values));
}

function settingsOf(side: Side, accounts: ReadonlySet<string>, defaults: JsonObject): SettingsByAccount {
  const result = new Map<string, ReadonlyMap<Kind, Effective>>();
  for (const account of accounts) {
    const settings = ownSettings(side, account);
    const kinds = settingsKinds().map((kind): [Kind, Effective] => [
      kind,
      effectiveSettings(
        kind,
        settings,
        side.labels.has(account) ? side.templates : [],
        (defaults[kind] ?? {}) as JsonObject,
      ),
    ]);
    result.set(account, new Map(kinds));
  }
  return result;
}

function ownSettings(side: Side, account: string): OwnSettings {
  // An account that is not there yet is reached by no template.
  if (!side.labels.has(account)) return { account, labels: {}, own: {} };
  return { account, labels: side.labels.get(account) ?? {}, own: side.own.get(account) ?? {} };
}

/** Sorted by account. A new account is compared with the platform's defaults, from which its templates move it. */
function compare(before: SettingsByAccount, after: SettingsByAccount): readonly EffectiveChange[] {
  return [...after.keys()].sort().flatMap((account) =>
    settingsKinds().flatMap((kind) => {
      const [old, now] = [before.get(account)?.get(kind), after.get(account)?.get(kind)];
      return old && now ? effectiveChanges(account, kind, old, now) : [];
    }),
  );
}

export interface SettingsInput {
  readonly organisationId: string;
  /** Ids of the accounts that exist, by their name after the plan. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly labelsBefore: Side['labels'];
  readonly labelsAfter: Side['labels'];
  /** The organisation's pinned defaults by kind. */
  readonly defaults: JsonObject;
  readonly changes: readonly Change[];
  /** Accounts whose values are wanted even if nothing of them changes. */
  readonly also: readonly string[];
}

/** Effective values before and after the changes, and where they differ. Two statements, however many accounts. */
export async function resolveSettings(tx: Tx, input: SettingsInput): Promise<SettingsOutcome> {
  const { changes, labelsBefore, labelsAfter, defaults } = input;
  const accounts = new Set([...affectedAccounts(changes, [...labelsAfter.keys()]), ...input.also]);
  const ids = new Map(
    [...accounts].flatMap((name) => {
      const id = input.accounts.get(name);
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
  const own = await readOwn(tx, input.organisationId, ids);
  const templates = await readResources(tx, input.organisationId, { kinds: [providerOf('templates')] });
  const sideBefore: Side = { labels: labelsBefore, own, templates: applyToTemplates(templates, []) };
  const sideAfter: Side = {
    labels: labelsAfter,
    own: applyToOwn(own, changes),
    templates: applyToTemplates(templates, changes),
  };
  const before = settingsOf(sideBefore, accounts, defaults);
  const after = settingsOf(sideAfter, accounts, defaults);
  const diagnostics = [...accounts].flatMap((account) =>
    checkTemplates(ownSettings(sideAfter, account), sideAfter.templates),
  );
  return { before, after, effects: compare(before, after), diagnostics };
}
