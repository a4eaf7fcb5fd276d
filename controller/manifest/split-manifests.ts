import { formatAddress } from '../../schemas/contract/address.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { factsOf, isKind, kinds } from '../../schemas/kinds.ts';
import type { Finding } from './finding.ts';
import type { ManifestDocument, SourceText } from './manifest-document.ts';
import type { Path } from './place.ts';
import { showChoices, showValue } from './show-value.ts';
import { suggest } from './suggest.ts';

/** The kind of the document in `bylaw.yaml`. */
export const setKind = 'ManifestSet';

export interface SplitManifests {
  readonly documents: readonly ManifestDocument[];
  readonly findings: readonly Finding[];
}

/** Takes the manifests out of a source text: the document itself, or the items of a `kind: List`. */
export function splitManifests(source: SourceText): SplitManifests {
  const { value } = source;
  if (isObject(value) && value['kind'] === 'List') return splitList(source, value);
  return toManifest(source, [], value);
}

function splitList(source: SourceText, list: JsonObject): SplitManifests {
  const items = list['items'];
  const unknown = Object.keys(list).filter(
    (key) => !['apiVersion', 'kind', 'metadata', 'items'].includes(key),
  );
  const findings: Finding[] = unknown.map((key) => ({
    source,
    path: [key],
    at: 'key',
    code: 'schema/unknown-field',
    summary: `a List has no field ${showValue(key)}`,
    remedy: 'A List has apiVersion, kind and items',
  }));
  if (!Array.isArray(items)) return { documents: [], findings: [...findings, withoutItems(source)] };
  const parts = items.map((item, index) => toManifest(source, ['items', index], item));
  return {
    documents: parts.flatMap(({ documents }) => documents),
    findings: [...findings, ...parts.flatMap((part) => part.findings)],
  };
}

function withoutItems(source: SourceText): Finding {
  return {
    source,
    path: ['items'],
    at: 'value',
    code: 'document/list-without-items',
    summary: 'a List needs items: a list of manifests',
    remedy: 'Write the manifests below items, each beginning with "- apiVersion:"',
  };
}

function toManifest(source: SourceText, base: Path, value: Json): SplitManifests {
  const refuse = (path: Path, code: string, summary: string, remedy: string): SplitManifests => ({
    documents: [],
    findings: [{ source, path: [...base, ...path], at: 'value', code, summary, remedy }],
  });
  if (!isObject(value)) {
    const summary = `a manifest is a mapping with apiVersion, kind, metadata and spec, not ${nameOf(value)}`;
    return refuse(
      [],
      'document/not-a-mapping',
      summary,
      'Leave files that are no manifests out with exclude in bylaw.yaml',
    );
  }
  const kind = value['kind'];
  if (kind === undefined) {
    const remedy = 'Add apiVersion and kind, or leave the file out with exclude in bylaw.yaml';
    return refuse([], 'document/no-kind', 'this document has no kind, so it is no manifest', remedy);
  }
  if (typeof kind === 'string' && (isKind(kind) || kind === setKind)) {
    return { documents: [newManifest(source, base, kind, value)], findings: [] };
  }
  const meant = typeof kind === 'string' ? suggest(kind, [...kinds, setKind]) : undefined;
  const summary = kind === 'List' ? 'a List cannot hold another List' : `there is no kind ${showValue(kind)}`;
  const remedy = meant === undefined ? `The kinds are ${showChoices(kinds)}` : `Did you mean ${meant}?`;
  return refuse(['kind'], 'document/unknown-kind', summary, remedy);
}

function nameOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  return value === null
    ? 'nothing'
    : `${typeof value === 'string' ? 'the text' : 'the value'} ${showValue(value)}`;
}

function newManifest(source: SourceText, base: Path, kind: string, value: JsonObject): ManifestDocument {
  return new Manifest(source, base, kind, value);
}

/** A manifest whose address is worked out when something is said of it. */
class Manifest implements ManifestDocument {
  readonly source: SourceText;
  readonly base: Path;
  readonly kind: string;
  readonly value: JsonObject;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  valid = true;

  constructor(source: SourceText, base: Path, kind: string, value: JsonObject) {
    const { metadata, spec } = value;
    this.source = source;
    this.base = base;
    this.kind = kind;
    this.value = value;
    this.metadata = isObject(metadata) ? metadata : {};
    this.spec = isObject(spec) ? spec : {};
  }

  get address(): string | undefined {
    return addressOf(this.kind, this.metadata);
  }
}

/** The address that a manifest gives itself; of one for several accounts, without the account. */
function addressOf(kind: string, metadata: JsonObject): string | undefined {
  const account = typeof metadata['account'] === 'string' ? metadata['account'] : null;
  const name = typeof metadata['name'] === 'string' ? metadata['name'] : null;
  if (!isKind(kind)) return name === null ? undefined : formatAddress({ kind, account: null, name });
  const { one, scope } = factsOf(kind);
  if (one && scope === 'account')
    return account === null ? undefined : formatAddress({ kind, account, name: null });
  return name === null
    ? undefined
    : formatAddress({ kind, account: scope === 'organisation' ? null : account, name });
}
