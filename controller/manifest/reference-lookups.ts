import { factsOf, type Kind } from '../../schemas/kinds.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { accountsOf, type DeclaredResource, type ResourceIndex } from './resource-index.ts';

/** Where a name is looked for. */
export interface Lookup {
  /** Accounts; null: the organisation. */
  readonly places: readonly (string | null)[];
  /** What is declared in each, by the key of its name. */
  readonly members: readonly ReadonlyMap<string, DeclaredResource>[];
}

/**
 * Tells where the resources of a kind that a document names can be: one lookup for each account that the document is
 * for. Made once for each account: thousands of documents share them.
 */
export class ReferenceLookups {
  readonly #index: ResourceIndex;
  readonly #accounts: readonly string[];
  readonly #known = new Map<Kind, Map<string, readonly Lookup[]>>();

  constructor(index: ResourceIndex) {
    this.#index = index;
    this.#accounts = index.accounts.map(({ name }) => name);
  }

  of(document: ManifestDocument, kind: Kind): readonly Lookup[] {
    const { account } = document.metadata;
    if (typeof account !== 'string') return this.#lookups(document, kind);
    return this.#known.get(kind)?.get(account) ?? this.#remember(document, kind, account);
  }

  #remember(document: ManifestDocument, kind: Kind, account: string): readonly Lookup[] {
    const lookups = this.#lookups(document, kind);
    const ofKind = this.#known.get(kind) ?? new Map<string, readonly Lookup[]>();
    this.#known.set(kind, ofKind.set(account, lookups));
    return lookups;
  }

  #lookups(document: ManifestDocument, kind: Kind): Lookup[] {
    return this.#placesOf(document, kind).map((places) => ({
      places,
      members: places.map((account) => this.#index.of(kind, account)),
    }));
  }

  #placesOf(document: ManifestDocument, kind: Kind): (readonly (string | null)[])[] {
    const { scope } = factsOf(kind);
    if (scope === 'organisation') return [[null]];
    return accountsOf(document, this.#index.accounts).map((account) => {
      const accounts = account === null ? this.#accounts : [account];
      return scope === 'accountOrOrganisation' ? [...accounts, null] : accounts;
    });
  }
}
