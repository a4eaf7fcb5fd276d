import type { DeclaredSet } from '../../schemas/contract/declaration.ts';
import type { Json } from '../../schemas/contract/json.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
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
  return [outside(document, ['kind'], `the kind ${document.kind}`, kinds)];
}

function outsideAccounts(
  document: ManifestDocument,
  index: ResourceIndex,
  accounts: readonly string[] | undefined,
): Finding[] {
  if (!accounts) return [];
  const ofAccounts = document.kind === kindOfArea('accounts');
  const concerned: readonly (Json | undefined)[] = ofAccounts
    ? [document.metadata['name']]
    : accountsOf(document, index.accounts);
  return concerned
    .filter((account) => typeof account !== 'string' || !accounts.includes(account))
    .map((account) => {
      const what =
        account === null ? `${document.kind}, which is of the whole organisation,` : `the account ${account}`;
      return outside(document, placeOf(document, account), what, accounts);
    });
}

/** Where the document says that it is for this account; its name, where it does not. */
function placeOf({ metadata }: ManifestDocument, account: Json | undefined): Path {
  const { accounts } = metadata;
  if (Array.isArray(accounts)) return ['metadata', 'accounts', accounts.indexOf(account ?? null)];
  const member = ['account', 'accounts', 'name'].find((name) => metadata[name] !== undefined);
  return ['metadata', member ?? 'name'];
}

function outside(document: ManifestDocument, path: Path, what: string, allowed: readonly string[]): Finding {
  return aboutValue(document, path, {
    code: 'set/outside-scope',
    summary: `${what} is outside the scope of this set, which has ${showChoices(allowed)}`,
    remedy: 'Move the document to another set, or widen spec.scope in bylaw.yaml',
  });
}
