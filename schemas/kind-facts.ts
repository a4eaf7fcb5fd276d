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
  readonly provides?: 'accounts' | 'templates' | 'change-policy' | 'roles' | 'people';
  readonly risk?: RiskOfField;
}

/** A place in a kind's manifests that names a resource of another kind. */
export interface ReferencePath {
  /** From the root of the manifest; `*` stands for each item of a list. */
  readonly path: readonly string[];
  readonly kind: Kind;
}
