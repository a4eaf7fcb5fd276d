/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Random = () => number;

/** Normally distributed, mean 0 and deviation 1 (Box-Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A count with this mean (Knuth's method for small means, the normal one for large). */
export function poisson(random: Random, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** How busy a quarter of an hour is: working days with a peak in the morning, quiet nights and weekends. */
function busyness(quarter: number): number {
  const day = Math.floor(quarter / 96) % 7;
  const hour = (quarter % 96) / 4;
  const morning = Math.exp(-((hour - 8.5) ** 2) / 2);
  const working = hour > 7 && hour < 18 ? 0.5 : 0.03;
  return (day < 5 ? 1 : 0.1) * (morning + working);
}

/**
 * Failed sign-ins of an ordinary organisation in each quarter of an hour: people mistype more at some times than at others, and a forgotten script
 * or a changed password makes small bursts.
 */
export function ordinaryFailures(random: Random, days: number): readonly number[] {
  const size = Math.exp(normal(random) * 1.2);
  return Array.from({ length: days * 96 }, (_, quarter) => {
    const mood = Math.exp(normal(random) * 0.4);
    const burst = random() < 0.002 ? poisson(random, 5) : 0;
    return poisson(random, size * busyness(quarter) * mood) + burst;
  });
}

export interface OrdinarySignIn {
  readonly at: Date;
  readonly hour: number;
  readonly network: string;
}

/** The habits of one person. */
interface Habits {
  readonly hour: number;
  readonly spread: number;
  readonly atHome: number;
  /** Of his sign-ins, those on the way: from a phone, a train, a hotel. */
  readonly onTheWay: number;
  readonly secondHour: number | null;
}

function habits(random: Random): Habits {
  return {
    hour: 7.5 + random() * 3,
    spread: 0.5 + random(),
    atHome: random() * 0.5,
    onTheWay: random() < 0.15 ? 0.2 : 0.01,
    secondHour: random() < 0.3 ? 19 + random() * 3 : null,
  };
}

/** One or two sign-ins on each working day, most from the office or from home, at his hours, and now and then not. */
export function ordinarySignIns(random: Random, days: number): readonly OrdinarySignIn[] {
  const { hour, spread, atHome, onTheWay, secondHour } = habits(random);
  const start = Date.UTC(2026, 0, 5);
  return Array.from({ length: days }, (_, day) => day)
    .filter((day) => day % 7 < 5 || random() < 0.05)
    .flatMap((day) => {
      const usual = secondHour !== null && random() < 0.4 ? [hour, secondHour] : [hour];
      return usual.map((middle) => {
        const odd = random() < 0.003;
        const time = odd ? random() * 24 : Math.min(23.9, Math.max(0, middle + normal(random) * spread));
        const place = random();
        const elsewhere = `198.18.${Math.floor(random() * 200)}.0/24`;
        const settled = place < onTheWay + atHome ? '203.0.113.0/24' : '192.0.2.0/24';
        return {
          at: new Date(start + (day * 24 + time) * 3600_000),
          hour: Math.floor(time),
          network: place < onTheWay ? elsewhere : settled,
        };
      });
    });
}

/** Changes by hand of an administrator in each hour in which he made any: mostly a few, now and then a new team with its people. */
export function ordinaryChanges(random: Random, hours: number): readonly number[] {
  const size = 1 + 3 * random();
  return Array.from({ length: hours }, () => 1 + poisson(random, random() < 0.03 ? 12 : size));
}
