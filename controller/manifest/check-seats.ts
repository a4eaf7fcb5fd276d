import { aboutValue, type Finding } from './finding.ts';
import { foldName } from './fold-name.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { accountsOf, kindOfArea, type ResourceIndex } from './resource-index.ts';

/** More holders than the limit, and holders who could not use a seat. */
export function checkSeats(documents: readonly ManifestDocument[], index: ResourceIndex): Finding[] {
  const kind = kindOfArea('seats');
  return documents
    .filter((document) => document.kind === kind)
    .flatMap((document) => [...overLimit(document), ...withoutUse(document, index)]);
}

function holdersOf({ spec }: ManifestDocument): readonly string[] {
  return Array.isArray(spec['holders']) ? spec['holders'].map(String) : [];
}

function overLimit(document: ManifestDocument): Finding[] {
  const { limit } = document.spec;
  const count = new Set(holdersOf(document).map(foldName)).size;
  if (typeof limit !== 'number' || count <= limit) return [];
  return [
    aboutValue(document, ['spec', 'holders'], {
      code: 'seats/too-many-holders',
      summary: `${count} holders are declared, and the limit is ${limit}`,
      remedy: `Raise spec.limit to ${count}, or remove ${count - limit} of the holders`,
    }),
  ];
}

function withoutUse(document: ManifestDocument, index: ResourceIndex): Finding[] {
  const kind = kindOfArea('users');
  const [account] = accountsOf(document, index.accounts);
  if (!kind || !account) return [];
  const users = index.of(kind, account);
  return holdersOf(document).flatMap((holder, position) => {
    const user = users.get(foldName(holder));
    const roles = user?.document.spec['conversationsRoles'];
    if (!user || (Array.isArray(roles) && roles.length > 0)) return [];
    return [
      aboutValue(document, ['spec', 'holders', position], {
        severity: 'warning',
        code: 'seats/without-role',
        summary: `${holder} holds a seat and has no conversations role, so the seat is of no use`,
        remedy: `Give ${holder} conversationsRoles, or take the seat away`,
      }),
    ];
  });
}
