import { addressKey, nameKey } from '../../schemas/contract/address.ts';
import type { DeclaredDocument, DocumentMetadata, Selector } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Values } from './change.ts';
import { mergeValues } from './merge.ts';
import type { AccountLabels, ActualResource, DesiredResource } from './resource.ts';
import { matches } from './select.ts';
import { canonicalValues } from './values.ts';

export interface Expanded {
  readonly desired: readonly DesiredResource[];
  readonly diagnostics: readonly Diagnostic[];
}

function metadataValues({ labels, annotations, onRemoval }: DocumentMetadata): JsonObject {
  return {
    ...(labels ? { 'metadata.labels': { ...labels } } : {}),
    ...(annotations ? { 'metadata.annotations': { ...annotations } } : {}),
    ...(onRemoval ? { 'metadata.onRemoval': onRemoval } : {}),
  };
}

/** The values that a document declares, canonical. */
function declaredValues(document: DeclaredDocument): Values {
  return canonicalValues(document.kind as Kind, { ...document.spec, ...metadataValues(document.metadata) });
}

function accountsOf(
  metadata: DocumentMetadata,
  accounts: readonly AccountLabels[],
): readonly (string | null)[] {
  if (metadata.account !== undefined) return [metadata.account];
  if (metadata.accounts === undefined) return [null];
  if (Array.isArray(metadata.accounts)) return metadata.accounts;
  const selector = metadata.accounts as Selector;
  return accounts.filter(({ labels }) => matches(selector, labels)).map(({ name }) => name);
}

function duplicate(first: DesiredResource, second: DesiredResource, address: string): Diagnostic {
  return {
    severity: 'error',
    code: 'duplicate/address',
    summary: `${address} is declared twice, first at ${first.source.file}:${first.source.line}`,
    remedy: 'keep one of the two documents',
    file: second.source.file,
    line: second.source.line,
    address,
  };
}

/**
 * The labels that accounts have after the plan: what the set declares of them over what they have. Templates and
 * `metadata.accounts` select by these, so that a new account is reached by the plan that makes it.
 */
export function labelsAfter(
  documents: readonly DeclaredDocument[],
  actual: readonly ActualResource[],
  set: string | null,
): readonly AccountLabels[] {
  const accounts = new Map(actual.map((account) => [nameKey(account.name ?? ''), account]));
  const values = new Map<string, { name: string; values: Values }>();
  for (const [key, account] of accounts)
    values.set(key, { name: account.name ?? '', values: account.values });
  for (const [key, account] of accounts) {
    const owner = account.owners.find((candidate) => candidate.set === set);
    // Others own fields of it: if it is no longer declared, what was this set's goes and the rest stays.
    if (!owner || account.owners.length < 2) continue;
    const rest = mergeValues(account.kind as Kind, {}, owner.lastApplied, account.values);
    values.set(key, { name: account.name ?? '', values: rest });
  }
  for (const document of documents) {
    if (kindInfo(document.kind as Kind).provides !== 'accounts') continue;
    const key = nameKey(document.metadata.name ?? '');
    const known = accounts.get(key) ?? renamed(document, accounts);
    const last = known?.owners.find((owner) => owner.set === set)?.lastApplied ?? null;
    const merged = mergeValues(document.kind as Kind, declaredValues(document), last, known?.values ?? null);
    if (known) values.delete(nameKey(known.name ?? ''));
    values.set(key, {
      name: known && nameKey(known.name ?? '') === key ? (known.name ?? '') : (document.metadata.name ?? ''),
      values: merged,
    });
  }
  return [...values.values()].map(({ name, values: own }) => ({
    name,
    labels: (own['metadata.labels'] ?? {}) as Record<string, string>,
  }));
}

function renamed(
  document: DeclaredDocument,
  accounts: ReadonlyMap<string, ActualResource>,
): ActualResource | undefined {
  for (const former of document.metadata.previously ?? []) {
    const account = accounts.get(nameKey(former));
    if (account) return account;
  }
  return undefined;
}

/**
 * One desired resource per document and account. A document with `metadata.accounts` stands for several.
 *
 * @param accounts all accounts as they are after the plan, with their labels
 */
export function expand(documents: readonly DeclaredDocument[], accounts: readonly AccountLabels[]): Expanded {
  const byKey = new Map<string, DesiredResource>();
  const diagnostics: Diagnostic[] = [];
  for (const document of documents) {
    const values = declaredValues(document);
    for (const account of accountsOf(document.metadata, accounts)) {
      const one = kindInfo(document.kind as Kind).one && account !== null;
      const resource: DesiredResource = {
        kind: document.kind,
        account,
        name: one ? null : (document.metadata.name ?? null),
        values,
        previously: document.metadata.previously ?? [],
        source: document.source,
      };
      const key = addressKey(resource);
      const first = byKey.get(key);
      if (first) diagnostics.push(duplicate(first, resource, key));
      else byKey.set(key, resource);
    }
  }
  return { desired: [...byKey.values()], diagnostics };
}
