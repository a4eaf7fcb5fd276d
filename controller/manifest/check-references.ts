import type { DeclaredSet } from '../../schemas/contract/declaration.ts';
import { predefinedRoles } from '../../schemas/predefined-roles.ts';
import { isKind, type Kind, kindInfo, references } from '../../schemas/semantics.ts';
import { collectReferences, type Named } from './collect-references.ts';
import { findMisspelling } from './find-misspelling.ts';
import { aboutValue, type Finding, type Message } from './finding.ts';
import { foldName } from './fold-name.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
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
    const findings: Finding[] = [];
    collectReferences(document, paths, (named, path) => judge.judge(document, named, path, findings));
    return findings;
  });
}

class ReferenceJudge {
  readonly #index: ResourceIndex;
  readonly #context: ReferenceContext;
  readonly #roles = kindOfArea('roles');
  readonly #predefined = new Map(predefinedRoles.map(({ name }) => [foldName(name), name]));
  readonly #names = new Map<string, ReadonlyMap<string, string>>();
  readonly #messages = new Map<string, Message | undefined>();

  constructor(index: ResourceIndex, context: ReferenceContext) {
    this.#index = index;
    this.#context = context;
  }

  /** @param path of the name, in a list that changes afterwards. */
  judge(document: ManifestDocument, { kind, name }: Named, path: Path, findings: Finding[]): void {
    if (kind === this.#roles && this.#predefined.has(foldName(name))) return;
    for (const places of this.#placesOf(document, kind)) {
      if (places.some((account) => this.#index.of(kind, account).has(foldName(name)))) continue;
      const message = this.#messageFor(kind, name, places);
      if (message) findings.push(aboutValue(document, [...path], message));
    }
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
    const declared = places.some((account) => this.#index.of(kind, account).size > 0);
    const where = places.find((account) => account !== null);
    const what = `${kind} ${showValue(name)}${where === undefined || places.length > 2 ? '' : ` of account ${where}`}`;
    const meant =
      this.#messages.size < misspellingsSought
        ? findMisspelling(name, this.#namesOf(kind, places))
        : undefined;
    if (meant !== undefined) {
      return { code: 'reference/unknown', summary: `there is no ${what}`, remedy: `Did you mean ${meant}?` };
    }
    if (!declared || this.#isOutside(kind)) return undefined;
    return {
      severity: 'warning',
      code: 'reference/undeclared',
      summary: `${what} is not declared in this set`,
      remedy: 'The server checks that it exists; declare it here if this set shall keep it',
    };
  }

  /** Keys of the names by which the kind is known there, each with the name as it is written. */
  #namesOf(kind: Kind, places: readonly (string | null)[]): ReadonlyMap<string, string> {
    const key = `${kind} ${places.join(' ')}`;
    const known = this.#names.get(key);
    if (known) return known;
    const names = new Map(kind === this.#roles ? this.#predefined : []);
    for (const account of places) {
      for (const [name, found] of this.#index.of(kind, account)) names.set(name, found.name ?? '');
    }
    this.#names.set(key, names);
    return names;
  }

  #isOutside(kind: Kind): boolean {
    const kinds = this.#context.scope?.kinds;
    return kinds !== undefined && !kinds.includes(kind);
  }
}
