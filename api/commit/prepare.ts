import type { Change } from '../../controller/reconcile/change.ts';
import { digest } from '../../controller/reconcile/digest.ts';
import { expand, labelsAfter } from '../../controller/reconcile/expand.ts';
import { checkDeletions, countOwned } from '../../controller/reconcile/guard-deletions.ts';
import { reconcile } from '../../controller/reconcile/reconcile.ts';
import type { ActualResource, DesiredResource } from '../../controller/reconcile/resource.ts';
import { addressKey, formatAddress } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { providerOf } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import type { Assessed } from './assess.ts';
import { assess, nothingToAssess } from './assess.ts';
import { checkReferences } from './check-references.ts';
import { checkValues } from './check-values.ts';
import { accountDirectory, accountRenames, underNewNames } from './directory.ts';
import type { Proposal } from './proposal.ts';
import type { AccountDirectory } from './read-actual.ts';
import { readActual } from './read-actual.ts';
import { readResources } from './read-resources.ts';

/** A plan with all that is needed to carry it out. */
export interface Prepared extends Assessed {
  readonly changes: readonly Change[];
  readonly unchanged: number;
  /** Errors forbid the plan. */
  readonly diagnostics: readonly Diagnostic[];
  readonly digest: string;
  readonly directory: AccountDirectory;
  /** What was read, by id. */
  readonly actual: ReadonlyMap<string, ActualResource>;
}

interface Read {
  readonly directory: AccountDirectory;
  readonly accounts: readonly ActualResource[];
  readonly desired: readonly DesiredResource[];
  readonly actual: readonly ActualResource[];
  readonly renames: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

async function read(tx: Tx, organisationId: string, proposal: Proposal): Promise<Read> {
  const set = proposal.set?.name ?? null;
  const accounts = await readResources(tx, organisationId, { kinds: [providerOf('accounts')] });
  const renames = accountRenames(proposal.documents, accounts);
  const directory = accountDirectory(organisationId, accounts, renames);
  const labels = labelsAfter(proposal.documents, accounts, set);
  const { desired, diagnostics } = expand(proposal.documents, labels);
  const found = await readActual(tx, directory, desired, proposal.remove ?? [], set);
  const all = new Map(
    [...accounts, ...underNewNames(found, renames)].map((resource) => [resource.id, resource]),
  );
  const strayed = [...diagnostics, ...selectedOutside(proposal, desired)];
  return { directory, accounts, desired, renames, diagnostics: strayed, actual: [...all.values()] };
}

/** A selector of `metadata.accounts` that reaches past the accounts which the set is for. */
function selectedOutside({ set }: Proposal, desired: readonly DesiredResource[]): readonly Diagnostic[] {
  const accounts = set?.scope?.accounts;
  if (accounts === undefined) return [];
  return desired
    .filter(({ account }) => account !== null && !accounts.includes(account))
    .map((resource) => ({
      severity: 'error',
      code: 'set/outside-scope',
      summary: `${formatAddress(resource)} is outside the scope of this set`,
      remedy: 'narrow the selector of metadata.accounts, or widen spec.scope in bylaw.yaml',
      file: resource.source.file,
      line: resource.source.line,
      address: formatAddress(resource),
    }));
}

/** Resources of the set inside its scope: a set that was narrowed leaves alone what it no longer speaks of. */
function ownedInScope({ set }: Proposal, actual: readonly ActualResource[]): readonly ActualResource[] {
  const { accounts, kinds } = set?.scope ?? {};
  return actual.filter(
    ({ kind, account, owners }) =>
      owners.some((owner) => owner.set === set?.name) &&
      (accounts === undefined || account === null || accounts.includes(account)) &&
      (kinds === undefined || kinds.includes(kind)),
  );
}

function emptySet(proposal: Proposal, owned: readonly ActualResource[]): readonly Diagnostic[] {
  if (proposal.set === null || proposal.documents.length > 0 || owned.length === 0) return [];
  return [
    {
      severity: 'error',
      code: 'guard/empty-set',
      summary: `the set ${proposal.set.name} declares nothing, and owns ${owned.length} resources`,
      remedy: 'check the path and the include patterns; `bylaw forget` ends a set on purpose',
    },
  ];
}

/** Gives a diagnostic the file and line of the change that it speaks of, where it has none of its own. */
function located(changes: readonly Change[], diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.every(({ file }) => file !== undefined)) return diagnostics;
  const sources = new Map(changes.map(({ address, source }) => [address, source]));
  return diagnostics.map((diagnostic) => {
    const source = sources.get(diagnostic.address ?? '');
    if (!source || diagnostic.file !== undefined) return diagnostic;
    const line = source.lines?.[diagnostic.pointer ?? ''] ?? source.line;
    return { ...diagnostic, file: source.file, line };
  });
}

/**
 * Reads, reconciles, checks and assesses: all of a plan but its storing. Planning runs it on a snapshot, applying runs it
 * again inside its own transaction; there is no other way to changes.
 */
export async function prepare(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  proposal: Proposal,
): Promise<Prepared> {
  const { organisationId } = context;
  const found = await read(tx, organisationId, proposal);
  const owned = ownedInScope(proposal, found.actual);
  const inside = new Set(owned);
  const { changes, unchanged, diagnostics } = reconcile({
    set: proposal.set?.name ?? null,
    desired: found.desired,
    actual: found.actual,
    prune: proposal.set?.prune ?? false,
    prunable: (resource) => inside.has(resource),
    takeOver: proposal.takeOver,
    always: (kind) => kindModules.get(kind)?.always ?? {},
    ...(proposal.withdraw ? { withdraw: proposal.withdraw } : {}),
    remove: new Set((proposal.remove ?? []).map(addressKey)),
  });
  const assessed =
    changes.length === 0 ? nothingToAssess() : await assess(tx, deps, context, { ...found, changes });
  return {
    ...assessed,
    changes,
    unchanged,
    directory: found.directory,
    actual: new Map(found.actual.map((resource) => [resource.id, resource])),
    digest: digest(changes),
    diagnostics: located(changes, [
      ...found.diagnostics,
      ...diagnostics,
      ...emptySet(proposal, owned),
      ...checkDeletions(changes, countOwned(owned), {
        ...(proposal.set?.maxDeletions === undefined ? {} : { maxDeletions: proposal.set.maxDeletions }),
        ...(proposal.allowDeletions === undefined ? {} : { allowed: proposal.allowDeletions }),
      }),
      ...checkReferences(changes, found.actual, found.directory.main),
      ...checkValues(changes),
      ...assessed.diagnostics,
    ]),
  };
}
