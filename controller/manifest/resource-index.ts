import type { Selector } from '../../schemas/contract/declaration.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { factsOf, isKind, type Kind, kinds } from '../../schemas/kinds.ts';
import { foldName } from './fold-name.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { selects } from './select-accounts.ts';

/** One resource that a manifest declares; a manifest for several accounts declares several. */
export interface DeclaredResource {
  readonly kind: Kind;
  /** null: of the organisation. */
  readonly account: string | null;
  readonly name: string | null;
  readonly document: ManifestDocument;
}

export interface AccountLabels {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly document: ManifestDocument;
}

/** What a set declares, found by kind, account and name; names compare without case. */
export interface ResourceIndex {
  readonly resources: readonly DeclaredResource[];
  readonly accounts: readonly AccountLabels[];
  /** Resources that were declared before, each after the first of its name. */
  readonly repeated: readonly (readonly [DeclaredResource, DeclaredResource])[];
  /** Resources of a kind in an account (null: of the organisation), by the key of their name. */
  of(kind: Kind, account: string | null): ReadonlyMap<string, DeclaredResource>;
}

/** The kind whose permissions have this area: how checks speak of users or seats without naming kinds. */
export function kindOfArea(area: string): Kind | undefined {
  return kinds.find((kind) => factsOf(kind).permission === area);
}

/** Indexes the manifests of a set. */
export function indexResources(documents: readonly ManifestDocument[]): ResourceIndex {
  const accounts = declaredAccounts(documents);
  const resources = documents.flatMap((document) => resourcesOf(document, accounts));
  const places = new Map<string, Map<string, DeclaredResource>>();
  const repeated: (readonly [DeclaredResource, DeclaredResource])[] = [];
  for (const resource of resources) {
    const members = placeOf(places, resource);
    const key = foldName(resource.name ?? '');
    const first = members.get(key);
    if (first) repeated.push([first, resource]);
    else members.set(key, resource);
  }
  const none = new Map<string, DeclaredResource>();
  const of = (kind: Kind, account: string | null) => places.get(placeKey(kind, account)) ?? none;
  return { resources, accounts, repeated, of };
}

function placeKey(kind: Kind, account: string | null): string {
  return `${kind}/${foldName(account ?? '')}`;
}

function placeOf(places: Map<string, Map<string, DeclaredResource>>, { kind, account }: DeclaredResource) {
  const key = placeKey(kind, account);
  const members = places.get(key) ?? new Map<string, DeclaredResource>();
  if (members.size === 0) places.set(key, members);
  return members;
}

function declaredAccounts(documents: readonly ManifestDocument[]): AccountLabels[] {
  const kind = kindOfArea('accounts');
  return documents
    .filter((document) => document.kind === kind && typeof document.metadata['name'] === 'string')
    .map((document) => ({
      name: String(document.metadata['name']),
      labels: (isObject(document.metadata['labels']) ? document.metadata['labels'] : {}) as Record<
        string,
        string
      >,
      document,
    }));
}

function resourcesOf(document: ManifestDocument, accounts: readonly AccountLabels[]): DeclaredResource[] {
  const { kind, metadata } = document;
  if (!isKind(kind)) return [];
  const { one, scope } = factsOf(kind);
  const perAccount = one && scope === 'account';
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : null;
  if (name === null && !perAccount) return [];
  return accountsOf(document, accounts).map((account) => ({
    kind,
    account,
    name: perAccount ? null : name,
    document,
  }));
}

/** The accounts that a manifest is for, as far as the set declares them; `[null]`: the organisation. */
export function accountsOf(
  { metadata }: ManifestDocument,
  accounts: readonly AccountLabels[],
): (string | null)[] {
  const { account, accounts: several } = metadata;
  if (typeof account === 'string') return [account];
  if (Array.isArray(several)) return several.filter((name) => typeof name === 'string');
  if (!isObject(several)) return [null];
  return accounts.filter(({ labels }) => selects(several as Selector, labels)).map(({ name }) => name);
}
