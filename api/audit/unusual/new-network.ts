import type { Finding } from './finding.ts';

/** A network that somebody has signed in from: a /24 or a /48. */
export interface KnownNetwork {
  readonly network: string;
  readonly firstUsedAt: Date;
}

export interface NetworkFacts {
  readonly network: string;
  /** Where he has signed in from before this time. */
  readonly known: readonly KnownNetwork[];
  /** How often he has signed in before. */
  readonly signIns: number;
  readonly at: Date;
}

/** Before that many sign-ins there are no habits to differ from. */
const fewestSignIns = 5;
const month = 30 * 24 * 60 * 60 * 1000;
/** Who has come from this many new networks within a month travels: another one says nothing about him. */
const traveller = 3;

/**
 * Somebody who has his places signs in from a new one.
 * Not pointed out: newcomers, and people who come from new networks all the time (phones, trains, hotels).
 */
export function findNewNetwork({ network, known, signIns, at }: NetworkFacts): Finding | null {
  if (signIns < fewestSignIns || known.some((one) => one.network === network)) return null;
  const recent = known.filter(({ firstUsedAt }) => at.getTime() - firstUsedAt.getTime() < month);
  const settled = recent.length < known.length;
  if (settled ? recent.length >= traveller : recent.length > traveller) return null;
  const before = known.length === 1 ? 'one other network' : `${known.length} other networks`;
  return {
    kind: 'new-network',
    reason: `The first sign-in from the network ${network}; the ${signIns} before came from ${before}.`,
    detail: { network, knownNetworks: known.length, signIns },
  };
}
