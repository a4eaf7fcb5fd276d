/** What is known of every kind without its schema, which takes longer to load and to read than to check a few manifests. */
import { kindFacts, kindFileFields, kindKeyedLists, kindReferences } from './generated/kinds.ts';
import type { Kind } from './generated/types.ts';
import type { FileFieldPath, KeyedListPath, KindFacts, ReferencePath } from './kind-facts.ts';

export { kinds } from './generated/kinds.ts';
export type { Kind } from './generated/types.ts';

/** What the root of a kind's schema says of it. */
export function factsOf(kind: Kind): KindFacts {
  return kindFacts[kind];
}

/** Every place in a kind's manifests that names another resource: what must be there first. */
export function references(kind: Kind): readonly ReferencePath[] {
  return kindReferences[kind];
}

/** Every field of a kind's manifests that names a file; most kinds have none. */
export function fileFields(kind: Kind): readonly FileFieldPath[] {
  return kindFileFields[kind];
}

/** Every list in a kind's manifests whose items are told apart by a key. */
export function keyedLists(kind: Kind): readonly KeyedListPath[] {
  return kindKeyedLists[kind];
}

/** True for the name of a kind; narrows what was read from a file. */
export function isKind(name: string): name is Kind {
  return Object.hasOwn(kindFacts, name);
}
