import type { ActualResource } from '../../controller/reconcile/resource.ts';
import type { Identity } from '../../schemas/contract/address.ts';
import { addressKey } from '../../schemas/contract/address.ts';
import type { DeclaredDocument } from '../../schemas/contract/declaration.ts';
import { passes } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Plan } from '../../schemas/contract/plan.ts';
import type { Tx } from '../database/transaction.ts';
import { specOf } from '../kinds/own-values.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { assertMayApply } from './apply.ts';
import { checkMayApply } from './authorise.ts';
import { carryOut, lockOrganisation } from './carry-out.ts';
import { assertUnmanaged } from './managed.ts';
import { mergePatch } from './merge-patch.ts';
import type { Prepared } from './prepare.ts';
import { prepare } from './prepare.ts';
import type { Proposal } from './proposal.ts';
import { toPlan } from './public-form.ts';
import { readIdentity } from './read-identity.ts';
import { readResources } from './read-resources.ts';

/** One change by hand, from the console or the API. */
export interface Edit extends Identity {
  /** replace: the whole spec; merge: RFC 7396, where null takes the own value away. */
  readonly operation:
    | { readonly replace: JsonObject }
    | { readonly merge: JsonObject }
    | { readonly delete: true };
  readonly labels?: Readonly<Record<string, string>>;
  /** The version that the person looked at. */
  readonly ifMatch?: number;
  /** It must not exist yet (`If-None-Match: *`). */
  readonly createOnly?: boolean;
  /** Why a field that a manifest set manages is changed by hand. */
  readonly breakGlass?: string;
}

export interface Edited {
  readonly plan: Plan;
  /** null after a delete. */
  readonly version: number | null;
}

function assertVersion({ ifMatch, createOnly }: Edit, current: ActualResource | undefined): void {
  if (createOnly && current) throw new Refusal(412, 'resource/exists', 'the resource exists already');
  if (ifMatch !== undefined && ifMatch !== current?.version) {
    throw new Refusal(
      412,
      'resource/version',
      `the resource is at version ${current?.version ?? 'none'}, not ${ifMatch}`,
      {
        remedy: 'read it again and repeat the change',
      },
    );
  }
}

function assertThere(edit: Edit, current: ActualResource | undefined): void {
  const needed = 'delete' in edit.operation || ('merge' in edit.operation && edit.name !== null);
  if (needed && !current)
    throw new Refusal(404, 'resource/unknown', `there is no ${edit.kind} ${edit.name ?? ''}`.trim());
}

function specAfter({ operation }: Edit, current: ActualResource | undefined): JsonObject {
  if ('replace' in operation) return operation.replace;
  if ('merge' in operation) return mergePatch(specOf(current?.values ?? {}), operation.merge) as JsonObject;
  return {};
}

function documentOf(edit: Edit, current: ActualResource | undefined): DeclaredDocument {
  return {
    kind: edit.kind,
    metadata: {
      ...(edit.name === null ? {} : { name: edit.name }),
      ...(edit.account === null ? {} : { account: edit.account }),
      ...(edit.labels ? { labels: edit.labels } : {}),
    },
    spec: specAfter(edit, current),
    source: { file: '', line: 0 },
  };
}

/** What a whole new spec does not repeat is taken away; labels only where labels are given. */
function withdrawn(edit: Edit, current: ActualResource | undefined): JsonObject {
  const { 'metadata.labels': labels, ...rest } = current?.values ?? {};
  return { ...specOf(rest), ...(edit.labels && labels ? { 'metadata.labels': labels } : {}) };
}

function proposalOf(edit: Edit, current: ActualResource | undefined): Proposal {
  const base = { set: null, origin: {}, takeOver: new Set<string>(), takeOverSet: false };
  if ('delete' in edit.operation) return { ...base, documents: [], remove: [edit] };
  return {
    ...base,
    documents: [documentOf(edit, current)],
    withdraw: new Map([[addressKey(edit), withdrawn(edit, current)]]),
  };
}

function planOf(deps: Deps, context: RequestContext, proposal: Proposal, prepared: Prepared): Plan {
  return toPlan(context, proposal, prepared, {
    id: null,
    status: prepared.changes.length === 0 ? 'nothing-to-do' : 'applied',
    createdAt: deps.now().toISOString(),
    approvals: [],
  });
}

/** The plan of an edit that is only tried out: nothing is applied, and what the actor may not do refuses it. */
function triedOut(context: RequestContext, prepared: Prepared, plan: Plan): Plan {
  const diagnostics = [...plan.diagnostics, ...checkMayApply(context, prepared)];
  const status = plan.status === 'applied' ? 'planned' : plan.status;
  return { ...plan, diagnostics, status: passes(diagnostics) ? status : 'refused' };
}

async function attempt(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  edit: Edit,
  dryRun: boolean,
): Promise<Edited> {
  const current = await readIdentity(tx, context.organisationId, edit);
  assertVersion(edit, current);
  assertThere(edit, current);
  const proposal = proposalOf(edit, current);
  const prepared = await prepare(tx, deps, context, proposal);
  assertUnmanaged(prepared, edit.breakGlass);
  const plan = planOf(deps, context, proposal, prepared);
  if (dryRun) return { plan: triedOut(context, prepared, plan), version: current?.version ?? null };
  assertMayApply(context, prepared);
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first)
    throw new Refusal(409, first.code, first.summary, {
      diagnostics: errors,
      ...(first.remedy ? { remedy: first.remedy } : {}),
    });
  const [identified] = await carryOut(tx, deps, context, prepared, {
    set: null,
    planId: null,
    ...(edit.breakGlass === undefined ? {} : { reason: edit.breakGlass }),
  });
  return { plan, version: await versionOf(tx, context.organisationId, identified?.id, current) };
}

async function versionOf(
  tx: Tx,
  organisationId: string,
  id: string | undefined,
  before: ActualResource | undefined,
): Promise<number | null> {
  if (id === undefined) return before?.version ?? null;
  const [after] = await readResources(tx, organisationId, { ids: [id] });
  return after?.version ?? null;
}

/**
 * Changes one resource by hand: the same reconcile, checks, impact, writing and audit as a manifest's apply, for one
 * document that no set owns.
 *
 * @throws Refusal 403, 404, 409 (a guard, a conflict, or a field that a set manages), 412 (version)
 */
export async function editResource(
  deps: Deps,
  context: RequestContext,
  edit: Edit,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Edited> {
  if (dryRun) return deps.database.snapshot((tx) => attempt(tx, deps, context, edit, true));
  return deps.database.write((tx) => editWithin(tx, deps, context, edit));
}

/** The same as part of a transaction that does more, of which it should be the first statement: it takes the organisation's lock. */
export async function editWithin(tx: Tx, deps: Deps, context: RequestContext, edit: Edit): Promise<Edited> {
  await lockOrganisation(tx, context.organisationId);
  return attempt(tx, deps, context, edit, false);
}
