import type { Change } from '../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { specValidators } from '../../schemas/generated/validators.js';
import type { Kind } from '../../schemas/semantics.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import { specOf } from '../kinds/own-values.ts';

/** Without the empty lists that the state gives where nothing is set: `membership: sso` goes with no `members` at all. */
function declarable(kind: string, values: JsonObject): JsonObject {
  const unset = kindModules.get(kind)?.always ?? {};
  const entries = Object.entries(specOf(values));
  return Object.fromEntries(
    entries.filter(
      ([key, value]) => !(Object.hasOwn(unset, key) && Array.isArray(value) && value.length === 0),
    ),
  );
}

/** The spec as it would stand in a manifest: empty lists are left out where the schema does not let them stand. */
export function manifestSpec(kind: string, values: JsonObject): JsonObject {
  const spec = specOf(values);
  return specValidators[kind as Kind](spec) ? spec : declarable(kind, values);
}

/**
 * What a document declares is valid by itself; merged with what others have set it may not be (`membership: sso` by hand,
 * `members` by manifest). So the values after the plan are held against the schema too.
 */
export function checkValues(changes: readonly Change[]): readonly Diagnostic[] {
  return changes.flatMap((change): Diagnostic[] => {
    const validate = specValidators[change.kind as Kind];
    if (change.after === null || change.before === null || validate(declarable(change.kind, change.after)))
      return [];
    const [error] = validate.errors ?? [];
    return [
      {
        severity: 'error',
        code: 'values/invalid',
        summary: `${change.address} would become invalid: ${error?.instancePath || 'spec'} ${error?.message ?? 'does not fit the schema'}`,
        remedy:
          'other fields of it are set by hand or by another set: change those too, or declare them here',
        address: change.address,
        ...(change.source ? { file: change.source.file, line: change.source.line } : {}),
      },
    ];
  });
}
