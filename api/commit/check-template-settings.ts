import type { Change, Values } from '../../controller/reconcile/change.ts';
import { settingsKinds } from '../../controller/reconcile/template.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { canonicalJson, isObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { mayKind } from '../identity/permissions.ts';
import type { RequestContext } from '../request/context.ts';
import { refuseChange } from './refuse-change.ts';

function settingsIn(values: Values | null): JsonObject {
  const settings = values?.['settings'];
  return isObject(settings) ? settings : {};
}

/** Whom the settings reach, in what order and how firmly: a change of these moves all that the template sets. */
function reachDiffers({ before, after, fields }: Change): boolean {
  if (before === null || after === null) return true;
  return fields.some(({ path }) => /^\/(?:selector|order|enforced)(?:\/|$)/.test(path));
}

function touchedKinds(change: Change): readonly Kind[] {
  const [old, now] = [settingsIn(change.before), settingsIn(change.after)];
  const all = reachDiffers(change);
  return settingsKinds().filter((kind) => {
    const key = kindInfo(kind).template ?? '';
    if (old[key] === undefined && now[key] === undefined) return false;
    return all || canonicalJson(old[key] ?? null) !== canonicalJson(now[key] ?? null);
  });
}

/** A template sets for many accounts what else is changed in each of them: the same permission is needed, organisation-wide. */
export function checkTemplateSettings({ actor }: RequestContext, change: Change): readonly Diagnostic[] {
  if (kindInfo(change.kind as Kind).provides !== 'templates' || change.action === 'release') return [];
  return touchedKinds(change)
    .filter((kind) => !mayKind(actor, 'manage', kind, null))
    .map((kind) => {
      const permission = `${kindInfo(kind).permission}/manage`;
      const summary = `${actor.name} may not change ${kind} by ${change.address}: ${permission} in the organisation is lacking`;
      return refuseChange(change, summary, `ask for ${permission}`);
    });
}
