import type { Selector } from '../../schemas/contract/declaration.ts';
import { isObject, type Json, type JsonObject } from '../../schemas/contract/json.ts';
import { aboutKey, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
import type { AccountLabels } from './resource-index.ts';
import { isUnconditional } from './select-accounts.ts';

/** A settings template, as far as checks need it. */
export interface Template {
  readonly document: ManifestDocument;
  readonly order: number;
  readonly selector: Selector;
  /** The declared accounts that it reaches. */
  readonly accounts: readonly AccountLabels[];
}

interface Leaf {
  readonly path: Path;
  /** The field by name, the same in every template. */
  readonly key: string;
}

/** Two templates of equal order that set the same field of an account would leave its value to chance. */
export function findCollisions(templates: readonly Template[]): Finding[] {
  const setters = new Map<string, Template[]>();
  const findings: Finding[] = [];
  for (const template of templates) {
    for (const leaf of leavesOf(template.document.spec['settings'], [])) {
      const key = `${template.order} ${leaf.key}`;
      const earlier = setters.get(key) ?? [];
      const rival = earlier.find((other) => meet(other, template));
      if (rival) findings.push(collision(rival, template, leaf));
      setters.set(key, [...earlier, template]);
    }
  }
  return findings;
}

/** The fields that a template sets; items of keyed lists count one by one, because such lists merge. */
function leavesOf(value: Json | undefined, path: Path): Leaf[] {
  if (value === undefined) return [];
  if (isKeyedList(value)) {
    return value.flatMap((item, index) =>
      withKey(leavesOf(item, [...path, index]), path.length, String(item['name'])),
    );
  }
  if (!isObject(value)) return path.length < 2 ? [] : [{ path, key: path.join('.') }];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

/** The key of an item instead of its index, and without the field that holds the key. */
function withKey(leaves: readonly Leaf[], at: number, name: string): Leaf[] {
  return leaves
    .filter(({ path }) => path[at + 1] !== 'name')
    .map(({ path }) => ({ path, key: path.map((part, index) => (index === at ? name : part)).join('.') }));
}

function isKeyedList(value: Json): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isObject(item) && typeof item['name'] === 'string')
  );
}

/** Whether both reach some account: a declared one, or, where neither has conditions, any. */
function meet(one: Template, other: Template): boolean {
  if (isUnconditional(one.selector) && isUnconditional(other.selector)) return true;
  return one.accounts.some((account) => other.accounts.includes(account));
}

function collision(first: Template, second: Template, { path, key }: Leaf): Finding {
  const account = second.accounts.find((candidate) => first.accounts.includes(candidate));
  const { document } = first;
  return aboutKey(second.document, ['spec', 'settings', ...path], {
    code: 'template/equal-order',
    summary: `${document.address} (${document.source.file}:${document.source.line}) has order ${first.order} too and sets ${key} of ${account ? `account ${account.name}` : 'every account'} as well`,
    remedy: 'Give one of them a higher order: the higher one wins',
  });
}
