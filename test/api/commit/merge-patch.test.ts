import { expect, test } from 'vitest';
import { mergePatch } from '../../../api/commit/merge-patch.ts';
import type { Json } from '../../../schemas/contract/json.ts';

/** Target, patch, result: the examples of RFC 7396, appendix A, that objects have a part in. */
const standard: readonly (readonly [Json, Json, Json])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
];

/** What the nulls of a patch leave empty goes, at every depth, and the second time nothing happens. */
const emptied: readonly (readonly [Json, Json, Json])[] = [
  [{ a: { b: 1 } }, { a: { b: null } }, {}],
  [{ x: 1, a: { b: { c: 1 } } }, { a: { b: { c: null } } }, { x: 1 }],
  [{ a: { b: { c: 1 }, d: 2 } }, { a: { b: { c: null } } }, { a: { d: 2 } }],
  [{ x: 1 }, { a: { b: { c: null } } }, { x: 1 }],
  [{ x: 1 }, { a: {} }, { x: 1, a: {} }],
  [{ a: { b: 1 } }, { a: {} }, { a: { b: 1 } }],
];

test.each([...standard, ...emptied])('%j patched with %j is %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
  expect(mergePatch(result, patch)).toEqual(result);
});
