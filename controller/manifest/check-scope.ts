import type { DeclaredSet } from '../../schemas/contract/declaration.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { accountsOf, kindOfArea, type ResourceIndex } from './resource-index.ts';
import { showChoices } from './show-value.ts';

/** Documents outside the accounts and kinds that the set says it is for. */
export function checkScope(
  documents: readonly ManifestDocument[],
  index: ResourceIndex,
  scope: DeclaredSet['scope'],
): Finding[] {
  if (!scope) return [];
  return documents.flatMap((document) => [
    ...outsideKinds(document, scope.kinds),
    ...outsideAccounts(document, index, scope.accounts),
  ]);
}

function outsideKinds(document: ManifestDocument, kinds: readonly string[] | undefined): Finding[] {
  if (!kinds || kinds.includes(document.kind)) return [];
  return [
    outside(
      document,
      'kind',
      `the kind ${document.kind} is outside the scope of this set, which has ${showChoices(kinds)}`,
    ),
  ];
}

function outsideAccounts(
  document: ManifestDocument,
  index: ResourceIndex,
  accounts: readonly string[] | undefined,
): Finding[] {
  if (!accounts) return [];
  const concerned =
    document.kind === kindOfArea('accounts')
      ? [document.metadata['name']]
      : accountsOf(document, index.accounts);
  return concerned
    .filter((account) => typeof account !== 'string' || !accounts.includes(account))
    .map((account) => {
      const what =
        account === null
          ? `${document.kind} is of the whole organisation and`
          : `the account ${String(account)}`;
      return outside(
        document,
        'account',
        `${what} is outside the scope of this set, which has ${showChoices(accounts)}`,
      );
    });
}

function outside(document: ManifestDocument, what: 'kind' | 'account', summary: string): Finding {
  const member =
    ['account', 'accounts', 'name'].find((name) => document.metadata[name] !== undefined) ?? 'name';
  return aboutValue(document, what === 'kind' ? ['kind'] : ['metadata', member], {
    code: 'set/outside-scope',
    summary,
    remedy: 'Move the document to another set, or widen spec.scope in bylaw.yaml',
  });
}
