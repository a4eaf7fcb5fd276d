import type { Change } from '../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { mayKind } from '../identity/permissions.ts';
import type { RequestContext } from '../request/context.ts';
import { checkGrants } from './check-grants.ts';
import { checkScope } from './check-scope.ts';
import { checkStronger } from './check-stronger.ts';
import { checkTemplateSettings } from './check-template-settings.ts';
import type { Prepared } from './prepare.ts';
import { refuseChange } from './refuse-change.ts';

/** The account in which a change takes place; a sub-account itself belongs to the organisation. */
function mayChange({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  if (mayKind(actor, 'manage', change.kind as Kind, change.account)) return [];
  const permission = `${kindInfo(change.kind as Kind).permission}/manage`;
  const place = change.account === null ? 'the organisation' : `account ${change.account}`;
  return [
    refuseChange(
      change,
      `${actor.name} may not change ${change.address}: ${permission} in ${place} is lacking`,
      `ask for ${permission}`,
    ),
  ];
}

/** Paths that a change touches: what goes, or is no longer held, loses every own field. */
function touchedPaths({ action, before, after, fields }: Change): readonly string[] {
  const paths = fields.map(({ path }) => path);
  if (after !== null && action !== 'release') return paths;
  return [...paths, ...Object.keys(before ?? {}).map((name) => `/${name}`)];
}

/** Limits of a sub-account are set from the main account only. */
function mayLimit({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  const limit = touchedPaths(change).find((path) => mainOnly(change.kind as Kind, path));
  if (actor.main || limit === undefined) return [];
  return [
    refuseChange(
      change,
      `${limit.slice(1)} of ${change.address} is changed from the main account only`,
      'ask an admin of the main account',
    ),
  ];
}

function mainOnly(kind: Kind, path: string): boolean {
  const field = kindInfo(kind).spec.fields[path.split('/')[1] ?? ''];
  return field?.mainAccountOnly === true;
}

/** Nobody disables or removes himself: who would undo it? */
function mayEndHimself({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  if (actor.type !== 'user' || actor.id === null || change.id !== actor.id) return [];
  const ends =
    change.after === null || (change.after['enabled'] === false && change.before?.['enabled'] !== false);
  if (!ends) return [];
  return [refuseChange(change, `${actor.name} would disable or remove himself`, 'let another admin do it')];
}

/**
 * Whether the actor may carry the plan out: for each change what the console would need, from the main account where it
 * must be, no reach beyond his own scope, no grant beyond his own permissions and no hold of what has more of them.
 */
export function checkMayApply(context: RequestContext, prepared: Prepared): readonly Diagnostic[] {
  const perChange = [mayChange, mayLimit, mayEndHimself, checkScope, checkTemplateSettings];
  return [
    ...prepared.changes.flatMap((change) => perChange.flatMap((check) => check(context, change))),
    ...checkGrants(context, prepared),
    ...checkStronger(context, prepared),
  ];
}
