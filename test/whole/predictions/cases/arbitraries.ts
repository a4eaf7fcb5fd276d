import fc from 'fast-check';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import type { Sides } from './case.ts';

/** One time in `odds`, one of these; else null. */
function oneIn<T>(odds: number, values: readonly T[]): fc.Arbitrary<T | null> {
  return fc
    .integer({ min: 1, max: odds })
    .chain((n) => (n === odds ? fc.constantFrom(...values) : fc.constant(null)));
}

/** Mostly nothing, now and then one of these. */
export function seldom<T>(...values: readonly T[]): fc.Arbitrary<T | null> {
  return oneIn(4, values);
}

/** As often as not one of these. */
export function often<T>(...values: readonly T[]): fc.Arbitrary<T | null> {
  return oneIn(2, values);
}

/** What is declared before, and after it with some of its fields exchanged. */
export function changing<T extends object>(
  declared: fc.Arbitrary<T>,
  fields: readonly (keyof T)[],
): fc.Arbitrary<Sides<T>> {
  const exchanged = fc.array(fc.integer({ min: 0, max: 3 }), {
    minLength: fields.length,
    maxLength: fields.length,
  });
  return fc.tuple(declared, declared, exchanged).map(([before, other, numbers]) => {
    const taken = fields.filter((_, index) => numbers[index] === 3);
    const after = { ...before };
    for (const field of taken) after[field] = other[field];
    return { before, after };
  });
}

/** A spec of those fields that are set. */
export function specOf(fields: object): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as JsonObject;
}

/** Each of them meets some of the others, and some addresses of the visitors. */
export const networks = seldom(
  ['203.0.113.0/24'],
  ['203.0.113.128/25', '198.51.100.0/24'],
  ['198.51.100.7'],
  ['2001:db8::/32'],
  ['any'],
);
