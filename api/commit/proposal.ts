import type { Values } from '../../controller/reconcile/change.ts';
import type { Identity } from '../../schemas/contract/address.ts';
import { addressKey } from '../../schemas/contract/address.ts';
import type {
  Declaration,
  DeclarationOrigin,
  DeclaredDocument,
  DeclaredSet,
} from '../../schemas/contract/declaration.ts';

/**
 * What somebody wants changed: a manifest set's declaration, or one edit by hand. Both become a plan in the same way.
 */
export interface Proposal {
  /** null: by hand. */
  readonly set: DeclaredSet | null;
  readonly documents: readonly DeclaredDocument[];
  readonly origin: DeclarationOrigin;
  readonly allowDeletions?: number;
  /** Folded addresses. */
  readonly takeOver: ReadonlySet<string>;
  readonly takeOverSet: boolean;
  /** By hand: own values that go where the document does not repeat them, by folded address. */
  readonly withdraw?: ReadonlyMap<string, Values>;
  /** By hand: resources to delete. */
  readonly remove?: readonly Identity[];
}

/** The proposal of a manifest set. */
export function proposalOf(declaration: Declaration): Proposal {
  return {
    set: declaration.set,
    documents: declaration.documents,
    origin: declaration.origin,
    ...(declaration.allowDeletions === undefined ? {} : { allowDeletions: declaration.allowDeletions }),
    takeOver: new Set((declaration.takeOver ?? []).map(foldAddress)),
    takeOverSet: declaration.takeOverSet ?? false,
  };
}

/** Folds an address that a person typed: `Team/emea/Support` and `team/EMEA/support` name one resource. */
function foldAddress(address: string): string {
  const [kind = '', ...rest] = address.split('/').map(decodeURIComponent);
  const [first = null, second = null] = rest;
  return second === null
    ? addressKey({ kind, account: null, name: first })
    : addressKey({ kind, account: first, name: second });
}
