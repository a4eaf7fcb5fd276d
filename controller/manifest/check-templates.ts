import type { Selector } from '../../schemas/contract/declaration.ts';
import { canonicalJson, isObject, type Json } from '../../schemas/contract/json.ts';
import { factsOf, isKind } from '../../schemas/kinds.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import { valueAt } from './place.ts';
import { type AccountLabels, kindOfArea, type ResourceIndex } from './resource-index.ts';
import { isUnconditional, selects } from './select-accounts.ts';
import { showValue } from './show-value.ts';
import { findCollisions, type Template } from './template-collisions.ts';

/** Selectors that fit no account, templates that contradict each other, and values that a template forbids. */
export function checkTemplates(documents: readonly ManifestDocument[], index: ResourceIndex): Finding[] {
  const templates = templatesOf(documents, index.accounts);
  return [
    ...unmatched(documents, templates, index.accounts),
    ...findCollisions(templates),
    ...overridden(documents, templates, index),
  ];
}

function templatesOf(documents: readonly ManifestDocument[], accounts: readonly AccountLabels[]): Template[] {
  const kind = kindOfArea('templates');
  return documents
    .filter((document) => document.kind === kind)
    .map((document) => {
      const selector = (document.spec['selector'] ?? {}) as Selector;
      const order = typeof document.spec['order'] === 'number' ? document.spec['order'] : 0;
      return {
        document,
        order,
        selector,
        accounts: accounts.filter(({ labels }) => selects(selector, labels)),
      };
    });
}

/** Only where the set declares accounts: a selector can be meant for those that others keep. */
function unmatched(
  documents: readonly ManifestDocument[],
  templates: readonly Template[],
  accounts: readonly AccountLabels[],
): Finding[] {
  if (accounts.length === 0) return [];
  const idle = templates.filter((template) => template.accounts.length === 0);
  const several = documents.filter(
    ({ metadata }) => isObject(metadata['accounts']) && fitsNone(metadata['accounts'], accounts),
  );
  return [
    ...idle.map(({ document }) => aboutValue(document, ['spec', 'selector'], matchesNothing)),
    ...several.map((document) => aboutValue(document, ['metadata', 'accounts'], matchesNothing)),
  ];
}

function fitsNone(selector: Selector, accounts: readonly AccountLabels[]): boolean {
  return accounts.every(({ labels }) => !selects(selector, labels));
}

const matchesNothing = {
  severity: 'warning',
  code: 'selector/matches-nothing',
  summary: 'the selector fits no account that this set declares, so this document does nothing',
  remedy: 'Compare the labels with those of the accounts',
} as const;

/** An account's own value that differs from one that a template enforces. */
function overridden(
  documents: readonly ManifestDocument[],
  templates: readonly Template[],
  index: ResourceIndex,
): Finding[] {
  if (templates.every(({ document }) => enforcedOf(document).length === 0)) return [];
  return documents.flatMap((document) => {
    const key = isKind(document.kind) ? factsOf(document.kind).template : undefined;
    const account = index.accounts.find(({ name }) => name === document.metadata['account']);
    if (key === undefined) return [];
    return templates
      .filter((template) => reaches(template, account))
      .flatMap((template) => forbidden(document, key, template));
  });
}

/** A template without conditions reaches also the accounts that the set does not declare. */
function reaches({ accounts, selector }: Template, account: AccountLabels | undefined): boolean {
  return account === undefined ? isUnconditional(selector) : accounts.includes(account);
}

function enforcedOf({ spec }: ManifestDocument): readonly string[] {
  return Array.isArray(spec['enforced']) ? spec['enforced'].map(String) : [];
}

function forbidden(document: ManifestDocument, key: string, { document: template }: Template): Finding[] {
  return enforcedOf(template).flatMap((path) => {
    const [head, ...steps] = path.split('.');
    const enforced = head === key ? valueAt(template.spec['settings'] ?? null, [key, ...steps]) : undefined;
    const own = enforced === undefined ? undefined : valueAt(document.spec, steps);
    if (own === undefined || comparable(own) === comparable(enforced)) return [];
    return [
      aboutValue(document, ['spec', ...steps], {
        code: 'template/enforced',
        summary: `${template.address} enforces ${path} = ${showValue(enforced)} (${template.source.file}:${template.source.line}), and this is ${showValue(own)}`,
        remedy: 'Remove the value here, or change the template',
      }),
    ];
  });
}

/** Canonical text; lists of scalars are sets, so their order does not count. */
function comparable(value: Json | undefined): string {
  if (!Array.isArray(value)) return canonicalJson(value);
  return canonicalJson(value.map((item) => canonicalJson(item)).sort());
}
