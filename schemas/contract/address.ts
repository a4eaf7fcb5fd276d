/**
 * Addresses name a resource in plans, logs and errors: `Kind/account/name`, `Kind/account` for kinds that are one per
 * account, `Kind/name` for those of the organisation. `/`, `%` and white space in names are percent-encoded.
 */
export interface Identity {
  readonly kind: string;
  /** null: a resource of the organisation itself. */
  readonly account: string | null;
  /** null: the kind is one per account. */
  readonly name: string | null;
}

const ambiguous = /[/%\s]/u;
// Most names are plain; normalising them costs more than looking.
const plain = /^[\w .@+-]*$/;

/** Percent-encodes only what would make an address ambiguous, so that `Müller & Co` stays readable. */
function encodeSegment(text: string): string {
  if (!ambiguous.test(text)) return text;
  return text.replace(/[/%\s]/gu, (character) => encodeURIComponent(character));
}

/** The address of a resource, e.g. `Team/emea/First%20line`. */
export function formatAddress({ kind, account, name }: Identity): string {
  // Kinds are plain words. Put together by hand: this is done for every resource, several times a plan.
  const place = account === null ? kind : `${kind}/${encodeSegment(account)}`;
  return name === null ? place : `${place}/${encodeSegment(name)}`;
}

/**
 * The form in which names are compared: NFKC and lower case, as PostgreSQL's collations differ between machines.
 * Computed here, in Node, and stored beside the name (`nameKey`).
 */
export function nameKey(name: string): string {
  return plain.test(name) ? name.toLowerCase() : name.normalize('NFKC').toLowerCase();
}

/** The address with its names folded: two spellings of one resource have the same key. */
export function addressKey({ kind, account, name }: Identity): string {
  return formatAddress({
    kind,
    account: account === null ? null : nameKey(account),
    name: name === null ? null : nameKey(name),
  });
}
