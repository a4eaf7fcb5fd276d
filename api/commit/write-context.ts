import { nameKey } from '../../schemas/contract/address.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { providerOf } from '../../schemas/semantics.ts';
import type { IdentifiedChange, WriteContext } from '../kinds/kind.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import type { Prepared } from './prepare.ts';
import { referenceScopes } from './read-actual.ts';

/** Ids of everything that the changes may refer to, by folded kind, account and name. */
class Ids {
  readonly #ids = new Map<string, string>();

  constructor(prepared: Prepared, identified: readonly IdentifiedChange[]) {
    for (const { kind, account, name, id } of prepared.actual.values()) this.#add(kind, account, name, id);
    for (const { id, change } of identified) this.#add(change.kind, change.account, change.name, id);
  }

  #add(kind: string, account: string | null, name: string | null, id: string): void {
    this.#ids.set(Ids.#key(kind, account, name), id);
  }

  static #key(kind: string, account: string | null, name: string | null): string {
    return [kind, nameKey(account ?? ''), nameKey(name ?? '')].join('\n');
  }

  find(kind: string, scopes: readonly (string | null)[], name: string): string {
    for (const account of scopes) {
      const id = this.#ids.get(Ids.#key(kind, account, name));
      if (id !== undefined) return id;
    }
    throw new Error(`${kind} ${name} was checked and is not there`);
  }
}

/** The new name of what the plan renames, by kind, account and old name. */
function renames({
  changes,
}: Prepared): (kind: string, account: string | null, name: string) => string | undefined {
  const key = (...parts: (string | null)[]) => parts.map((part) => nameKey(part ?? '')).join('\n');
  const names = new Map(
    changes
      .filter(({ action }) => action === 'move')
      .map((change) => [key(change.kind, change.account, change.previousName ?? ''), change.name ?? '']),
  );
  return (kind, account, name) => names.get(key(kind, account, name));
}

/** What the kinds may use when they write: ids of all that exists or is made, and names after renames. */
export function writeContext(
  deps: Deps,
  context: RequestContext,
  prepared: Prepared,
  identified: readonly IdentifiedChange[],
  origin: WriteContext['origin'],
): WriteContext {
  const ids = new Ids(prepared, identified);
  const { directory } = prepared;
  const renamed = renames(prepared);
  return {
    organisationId: context.organisationId,
    now: deps.now(),
    newId: deps.newId,
    origin,
    accountId: (name) => directory.idOf(name) ?? ids.find(providerOf('accounts'), [null], name),
    currentName: (kind, account, name) => renamed(kind, account, name) ?? name,
    resourceId: (kind, account, name) =>
      ids.find(kind, referenceScopes(kind as Kind, account, directory), name),
  };
}
