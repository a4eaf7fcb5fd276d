import type { DeclaredSet } from '../../schemas/contract/declaration.ts';
import { isKind, type Kind, references } from '../../schemas/kinds.ts';
import { predefinedRoles } from '../../schemas/predefined-roles.ts';
import { findMisspelling } from './find-misspelling.ts';
import { aboutValue, type Finding, type Message } from './finding.ts';
import { foldName } from './fold-name.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { type Lookup, ReferenceLookups } from './reference-lookups.ts';
import { kindOfArea, type ResourceIndex } from './resource-index.ts';
import { showValue } from './show-value.ts';
import { visitPath } from './visit-path.ts';

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
  const findings: Finding[] = [];
  for (const document of documents) {
    if (!isKind(document.kind)) continue;
    for (const { kind, path } of references(document.kind)) {
      visitPath(document.value, path, (name, at) => {
        const messages = typeof name === 'string' ? judge.judge(document, kind, name) : noMessages;
        for (const message of messages) findings.push(aboutValue(document, [...at], message));
      });
    }
  }
  return findings;
}

const noMessages: readonly Message[] = [];

function declares({ members }: Lookup, key: string): boolean {
  return members.some((found) => found.has(key));
}

class ReferenceJudge {
  readonly #lookups: ReferenceLookups;
  readonly #context: ReferenceContext;
  readonly #roles = kindOfArea('roles');
  readonly #predefined = new Map(predefinedRoles.map(({ name }) => [foldName(name), name]));
  readonly #names = new Map<string, ReadonlyMap<string, string>>();
  readonly #messages = new Map<string, Message | undefined>();

  constructor(index: ResourceIndex, context: ReferenceContext) {
    this.#lookups = new ReferenceLookups(index);
    this.#context = context;
  }

  judge(document: ManifestDocument, kind: Kind, name: string): readonly Message[] {
    const key = foldName(name);
    if (kind === this.#roles && this.#predefined.has(key)) return noMessages;
    const lookups = this.#lookups.of(document, kind);
    if (lookups.every((lookup) => declares(lookup, key))) return noMessages;
    return lookups
      .filter((lookup) => !declares(lookup, key))
      .map((lookup) => this.#messageFor(kind, name, lookup))
      .filter((message) => message !== undefined);
  }

  #messageFor(kind: Kind, name: string, lookup: Lookup): Message | undefined {
    const key = `${kind} ${lookup.places.join(' ')} ${name}`;
    const known = this.#messages.get(key);
    if (known || this.#messages.has(key)) return known;
    const message = this.#judgeName(kind, name, lookup);
    this.#messages.set(key, message);
    return message;
  }

  #judgeName(kind: Kind, name: string, lookup: Lookup): Message | undefined {
    const { places, members } = lookup;
    const declared = members.some(({ size }) => size > 0);
    const where = places.find((account) => account !== null);
    const what = `${kind} ${showValue(name)}${where === undefined || places.length > 2 ? '' : ` of account ${where}`}`;
    const meant =
      this.#messages.size < misspellingsSought
        ? findMisspelling(name, this.#namesOf(kind, lookup))
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
  #namesOf(kind: Kind, { places, members }: Lookup): ReadonlyMap<string, string> {
    const key = `${kind} ${places.join(' ')}`;
    const known = this.#names.get(key);
    if (known) return known;
    const names = new Map(kind === this.#roles ? this.#predefined : []);
    for (const declared of members) {
      for (const [folded, found] of declared) names.set(folded, found.name ?? '');
    }
    this.#names.set(key, names);
    return names;
  }

  #isOutside(kind: Kind): boolean {
    const kinds = this.#context.scope?.kinds;
    return kinds !== undefined && !kinds.includes(kind);
  }
}
