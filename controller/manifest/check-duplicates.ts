import { addressKey, formatAddress } from '../../schemas/contract/address.ts';
import { aboutValue, type Finding } from './finding.ts';
import { foldName } from './fold-name.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { type DeclaredResource, kindOfArea, type ResourceIndex } from './resource-index.ts';

/** A field whose value no two resources can share. */
interface UniqueField {
  readonly area: string;
  readonly field: string;
  readonly within: 'account' | 'server';
}

const uniqueFields: readonly UniqueField[] = [
  { area: 'users', field: 'email', within: 'account' },
  { area: 'users', field: 'nameId', within: 'account' },
  { area: 'sso', field: 'initiationSlug', within: 'server' },
  { area: 'customization', field: 'hostname', within: 'server' },
];

/** Resources declared twice, and values that two resources cannot share. */
export function checkDuplicates(index: ResourceIndex): Finding[] {
  return [
    ...index.repeated.map(([first, second]) => repeatedAddress(first, second)),
    ...uniqueFields.flatMap((field) => repeatedValues(index, field)),
  ];
}

function repeatedAddress(first: DeclaredResource, second: DeclaredResource): Finding {
  const { document } = second;
  const member = second.name === null ? 'account' : 'name';
  const spelling =
    first.name === second.name ? '' : ` as ${JSON.stringify(first.name)}; names are compared without case`;
  return {
    ...aboutValue(document, ['metadata', member], {
      code: 'duplicate/address',
      summary: `${formatAddress(second)} is declared already, in ${whereIs(first.document)}${spelling}`,
      remedy: 'Keep one of the two documents',
    }),
    address: formatAddress(second),
  };
}

/** `file:line` of a document. */
function whereIs({ source }: ManifestDocument): string {
  return `${source.file}:${source.line}`;
}

function repeatedValues({ resources }: ResourceIndex, { area, field, within }: UniqueField): Finding[] {
  const kind = kindOfArea(area);
  const seen = new Map<string, DeclaredResource>();
  const findings: Finding[] = [];
  for (const resource of resources) {
    const value = resource.kind === kind ? resource.document.spec[field] : undefined;
    if (typeof value !== 'string') continue;
    const key = `${within === 'account' ? resource.account : ''} ${foldName(value)}`;
    const first = seen.get(key);
    if (!first) seen.set(key, resource);
    else if (addressKey(first) !== addressKey(resource))
      findings.push(repeatedValue(first, resource, field, value));
  }
  return findings;
}

function repeatedValue(
  first: DeclaredResource,
  second: DeclaredResource,
  field: string,
  value: string,
): Finding {
  return aboutValue(second.document, ['spec', field], {
    code: 'duplicate/value',
    summary: `${formatAddress(first)} has the ${field} ${value} already, in ${whereIs(first.document)}`,
    remedy: `Give each its own ${field}`,
  });
}
