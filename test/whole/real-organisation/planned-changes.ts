import { isObject, type JsonObject } from '../../../schemas/contract/json.ts';
import type { FieldChange, Plan, ResourceChange } from '../../../schemas/contract/plan.ts';
import type { ExpectedChange, ExpectedField } from './expected-changes.ts';

const bySpelling = (items: readonly unknown[]): readonly string[] => items.map(String).sort();

function fieldOf({ path, before, after, added, removed }: FieldChange): ExpectedField {
  return {
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(added === undefined ? {} : { added: bySpelling(added) }),
    ...(removed === undefined ? {} : { removed: bySpelling(removed) }),
  };
}

/** A resource's values in the words of the data; what every resource of the kind has goes unsaid. */
export function dataOf(kind: string, values: JsonObject): Readonly<Record<string, unknown>> {
  const { 'metadata.annotations': annotations, 'metadata.onRemoval': _removal, ...spec } = values;
  if (kind === 'User') {
    const { conversationsRoles: _none, ...user } = spec;
    return user;
  }
  const { roles: _none, ...team } = spec;
  return { ...team, ...(isObject(annotations) ? { parent: annotations['parent'] } : {}) };
}

function changeOf({ address, action, kind, change, fields }: ResourceChange): ExpectedChange {
  if (action === 'create') return { address, action, values: dataOf(kind, change.after ?? {}) };
  if (action === 'delete') return { address, action };
  return { address, action, fields: fields.map(fieldOf) };
}

/** What a plan says, in the form that the data's expectation has: sorted by address. */
export function plannedChanges({ resource_changes }: Plan): readonly ExpectedChange[] {
  return resource_changes.map(changeOf).sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** Every change names the file of its account and kind: `accounts/kubernetes/teams.yaml`. */
export function misplacedChanges({ resource_changes }: Plan): readonly string[] {
  return resource_changes
    .filter(({ kind, account, source }) => {
      const file = account === null ? 'accounts.yaml' : `accounts/${account}/${kind.toLowerCase()}s.yaml`;
      return source?.file !== file || source.line < 1;
    })
    .map(({ address, source }) => `${address} at ${source?.file}:${source?.line}`);
}
