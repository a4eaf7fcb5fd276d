import type { JsonObject } from './json.ts';

/** Version of the declaration's wire form; the server refuses one that it does not know. */
export const declarationVersion = '1';

/** Where a document stands, so that a plan, an audit entry and an error can point at the line. */
interface DocumentSource {
  /** Path inside the set, with forward slashes. */
  readonly file: string;
  /** 1-based line of the document's first key. */
  readonly line: number;
  /** Line of each field of `spec`, by JSON pointer relative to `spec` (`/password/minLength`; keyed lists by key: `/subscriptions/money/events`). */
  readonly lines?: Readonly<Record<string, number>>;
}

/** One manifest after parsing, validation and inlining of files (certificates, metadata, logo). */
export interface DeclaredDocument {
  readonly kind: string;
  readonly metadata: DocumentMetadata;
  readonly spec: JsonObject;
  readonly source: DocumentSource;
}

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    readonly values?: readonly string[];
  }[];
}

export interface DocumentMetadata {
  readonly name?: string;
  readonly account?: string;
  readonly accounts?: readonly string[] | Selector;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly previously?: readonly string[];
  readonly onRemoval?: 'delete' | 'disable' | 'keep';
}

/** What the set says of itself in `bylaw.yaml` and the server must know. */
export interface DeclaredSet {
  readonly name: string;
  /** Prune what the set owned and no longer declares. */
  readonly prune: boolean;
  /** `10` or `"5%"`, per kind and account. */
  readonly maxDeletions?: number | string;
  readonly scope?: { readonly accounts?: readonly string[]; readonly kinds?: readonly string[] };
  readonly confirmWithin?: string;
}

/** Where the declaration comes from; read from the checkout and the CI's environment by the command. */
export interface DeclarationOrigin {
  readonly repository?: string;
  readonly commit?: string;
  readonly branch?: string;
  readonly author?: string;
  readonly ci?: { readonly service: string; readonly build?: string; readonly url?: string };
}

/** Body of `POST /v1/plans`: all manifests of a set, normalised. */
export interface Declaration {
  readonly version: typeof declarationVersion;
  readonly set: DeclaredSet;
  readonly origin: DeclarationOrigin;
  readonly documents: readonly DeclaredDocument[];
  /** Deletions that the caller allows although they exceed `maxDeletions`; must be the exact number. */
  readonly allowDeletions?: number;
  /** Addresses whose fields may be taken over from another set, by name. */
  readonly takeOver?: readonly string[];
  /** The set may move to another repository. */
  readonly takeOverSet?: boolean;
}
