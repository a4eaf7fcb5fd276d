import { addressKey, formatAddress } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { ActualResource, DesiredResource } from './resource.ts';

/** The resource that a document means, and whether it still stands under a former name. */
export interface Match {
  readonly desired: DesiredResource;
  readonly current: ActualResource | undefined;
  readonly renamed: boolean;
}

export interface Matched {
  readonly matches: readonly Match[];
  readonly diagnostics: readonly Diagnostic[];
}

function claimedTwice(desired: DesiredResource, former: ActualResource): Diagnostic {
  const address = formatAddress(desired);
  return {
    severity: 'error',
    code: 'rename/ambiguous',
    summary: `${address} says that it was ${formatAddress(former)}, and another document says so too`,
    remedy: 'leave `previously` to the one that it became',
    file: desired.source.file,
    line: desired.source.line,
    address,
  };
}

/** Finds, document by document, what each one means; a resource is meant by one of them. */
class Matching {
  readonly #actual: ReadonlyMap<string, ActualResource>;
  readonly #byName: ReadonlyMap<string, DesiredResource>;
  readonly #renames = new Map<DesiredResource, ActualResource>();
  readonly #claimed = new Set<ActualResource>();
  readonly diagnostics: Diagnostic[] = [];

  constructor(desired: readonly DesiredResource[], actual: readonly ActualResource[]) {
    this.#actual = new Map(actual.map((resource) => [addressKey(resource), resource]));
    this.#byName = new Map(desired.map((resource) => [addressKey(resource), resource]));
    for (const resource of desired) if (!this.#actual.has(addressKey(resource))) this.#rename(resource);
  }

  /**
   * The name of `desired` is free: a former name tells what it was. Whoever is declared under that name looks for a former
   * name of his own in turn, so that a chain of renames (A to B, B to C) moves every one.
   */
  #rename(desired: DesiredResource): void {
    const former = desired.previously
      .map((name) => this.#actual.get(addressKey({ ...desired, name })))
      .find((resource) => resource !== undefined);
    if (!former) return;
    if (this.#claimed.has(former)) {
      this.diagnostics.push(claimedTwice(desired, former));
      return;
    }
    this.#claimed.add(former);
    this.#renames.set(desired, former);
    const successor = this.#byName.get(addressKey(former));
    if (successor) this.#rename(successor);
  }

  match(desired: DesiredResource): Match {
    const former = this.#renames.get(desired);
    if (former) return { desired, current: former, renamed: true };
    const current = this.#actual.get(addressKey(desired));
    const free = current !== undefined && !this.#claimed.has(current);
    return { desired, current: free ? current : undefined, renamed: false };
  }
}

/**
 * Which resource each document means: the one of its name, or the one of a former name (`metadata.previously`) where its own
 * name is free or is given up in the same plan.
 */
export function matchResources(
  desired: readonly DesiredResource[],
  actual: readonly ActualResource[],
): Matched {
  const matching = new Matching(desired, actual);
  const matches = desired.map((resource) => matching.match(resource));
  return { matches, diagnostics: matching.diagnostics };
}
