import type { Kind } from './generated/types.ts';

export type RiskOfField = 'low' | 'medium' | 'high';

/** What the root of a kind's schema says of it (`x-bylaw-kind`, `x-bylaw-risk`). */
export interface KindFacts {
  readonly kind: Kind;
  readonly plural: string;
  /** Its segment in the paths of the HTTP interface. */
  readonly path: string;
  readonly scope: 'account' | 'organisation' | 'accountOrOrganisation';
  /** One per account (without a name), or one for the organisation. */
  readonly one: boolean;
  /** The area of its permissions: `teams/read`, `teams/manage`. */
  readonly permission: string;
  /** What pruning does where the manifest says nothing else. */
  readonly onRemoval: 'delete' | 'disable' | 'keep';
  /** Its key in a settings template; only settings kinds have one. */
  readonly template?: string;
  /** What the rest of an organisation is made from; code asks for this instead of naming a kind. */
  readonly provides?:
    | 'accounts'
    | 'templates'
    | 'change-policy'
    | 'roles'
    | 'people'
    | 'single-sign-on'
    | 'notifications';
  readonly risk?: RiskOfField;
}

/** A field that names a file; the command puts the file's content in the field beside it, in this form. */
export interface FileForm {
  readonly field: string;
  readonly as: 'text' | 'dataUri';
}

/** A field of a kind's manifests that names a file. */
export interface FileFieldPath {
  /** Of the mapping that has the field, from the root of the manifest; `*` stands for each item of a list. */
  readonly owner: readonly string[];
  readonly name: string;
  readonly form: FileForm;
  /** What the content is for people. */
  readonly display?: string;
}

/** A list in a kind's manifests whose items are told apart by a key. */
export interface KeyedListPath {
  /** From the root of the manifest; `*` stands for each item of a list. */
  readonly path: readonly string[];
  /** The field that identifies an item. */
  readonly key: string;
}

/** A place in a kind's manifests that names a resource of another kind. */
export interface ReferencePath {
  /** From the root of the manifest; `*` stands for each item of a list. */
  readonly path: readonly string[];
  readonly kind: Kind;
}
