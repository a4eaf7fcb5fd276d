import { nameKey } from '../../schemas/contract/address.ts';
import type { DeclaredSet } from '../../schemas/contract/declaration.ts';
import { predefinedRoles } from '../../schemas/predefined-roles.ts';
import { isKind, type Kind, kindInfo, references } from '../../schemas/semantics.ts';
import { collectReferences, type Reference } from './collect-references.ts';
import { aboutValue, type Finding, type Message } from './finding.ts';
import { findMisspelling } from './find-misspelling.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { accountsOf, kindOfArea, type ResourceIndex } from './resource-index.ts';
import { showValue } from './show-value.ts';

export interface ReferenceContext {
  readonly scope: DeclaredSet['scope'];
  /** Whether everything could be read: without it nothing is said about what is missing. */
  readonly whole: boolean;
}

/** Looks near names up for this many unknown ones; one mistake at the root can make thousands. */
const misspellingsSought = 300;

/**
 * Names of users, teams, roles and accounts that the set does not declare.
 *
 * A set may be part of an organisation: what it does not declare may be there. So an unknown name is an error only
 * where a declared one is so near that it was surely meant; a warning where the set declares others of that kind in
 * that account; and nothing where it declares none. The server knows, and checks again.
 */
export function checkReferences(
  documents: readonly ManifestDocument[],
  index: ResourceIndex,
  context: ReferenceContext,
): Finding[] {
  if (!context.whole) return [];
  const judge = new ReferenceJudge(index, context);
  return documents.flatMap((document) => {
    const paths = isKind(document.kind) ? references(document.kind) : [];
    return collectReferences(document, paths).flatMap((reference) => judge.judge(document, reference));
  });
}

class ReferenceJudge {
  readonly #index: ResourceIndex;
  readonly #context: ReferenceContext;
  readonly #roles = kindOfArea('roles');
  readonly #predefined = new Map(predefinedRoles.map(({ name }) => [nameKey(name), name]));
  readonly #messages = new Map<string, Message | undefined>();

  constructor(index: ResourceIndex, context: ReferenceContext) {
    this.#index = index;
    this.#context = context;
  }

  judge(document: ManifestDocument, { path, name, kind }: Reference): Finding[] {
    if (kind === this.#roles && this.#predefined.has(nameKey(name))) return [];
    return this.#placesOf(document, kind).flatMap((places) => {
      if (places.some((account) => this.#index.of(kind, account).has(nameKey(name)))) return [];
      const message = this.#messageFor(kind, name, places);
      return message ? [aboutValue(document, path, message)] : [];
    });
  }

  /** Where the resource can be: one list of accounts for each account that the document is for. */
  #placesOf(document: ManifestDocument, kind: Kind): (string | null)[][] {
    const { scope } = kindInfo(kind);
    if (scope === 'organisation') return [[null]];
    const all = this.#index.accounts.map((account) => account.name);
    return accountsOf(document, this.#index.accounts).map((account) => {
      const accounts: (string | null)[] = account === null ? all : [account];
      return scope === 'accountOrOrganisation' ? [...accounts, null] : accounts;
    });
  }

  #messageFor(kind: Kind, name: string, places: readonly (string | null)[]): Message | undefined {
    const key = `${kind} ${places.join(' ')} ${name}`;
    const known = this.#messages.get(key);
    if (known || this.#messages.has(key)) return known;
    const message = this.#judgeName(kind, name, places);
    this.#messages.set(key, message);
    return message;
  }

  #judgeName(kind: Kind, name: string, places: readonly (string | null)[]): Message | undefined {
    const declared = places.flatMap((account) => [...this.#index.of(kind, account).values()].map((found) => found.name ?? ''));
    const names = kind === this.#roles ? [...declared, ...this.#predefined.values()] : declared;
    const where = places.find((account) => account !== null);
    const what = `${kind} ${showValue(name)}${where === undefined || places.length > 2 ? '' : ` of account ${where}`}`;
    const meant = this.#messages.size < misspellingsSought ? findMisspelling(name, names) : undefined;
    if (meant !== undefined) {
      return { code: 'reference/unknown', summary: `there is no ${what}`, remedy: `Did you mean ${meant}?` };
    }
    if (declared.length === 0 || this.#isOutside(kind)) return undefined;
    return {
      severity: 'warning',
      code: 'reference/undeclared',
      summary: `${what} is not declared in this set`,
      remedy: 'The server checks that it exists; declare it here if this set shall keep it',
    };
  }

  #isOutside(kind: Kind): boolean {
    const kinds = this.#context.scope?.kinds;
    return kinds !== undefined && !kinds.includes(kind);
  }
}
