import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffValues } from '../../../controller/reconcile/diff.ts';
import { mergeValues } from '../../../controller/reconcile/merge.ts';
import { canonicalValues } from '../../../controller/reconcile/values.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { kindAndValues, shuffled } from './generated-values.ts';

const two = kindAndValues.chain(({ kind, values }) =>
  fc.record({ kind: fc.constant(kind), a: values, b: values }),
);
const three = kindAndValues.chain(({ kind, values }) =>
  fc.record({ kind: fc.constant(kind), declared: values, last: values, actual: values }),
);

describe('the canonical form', () => {
  it('is the same whatever the order of keys and of items', () => {
    fc.assert(
      fc.property(two, fc.nat(), ({ kind, a }, seed) => {
        const other = shuffled(a, seed) as JsonObject;
        expect(canonicalValues(kind, other)).toEqual(canonicalValues(kind, a));
      }),
    );
  });

  it('is a form: making it twice changes nothing', () => {
    fc.assert(
      fc.property(two, ({ kind, a }) => {
        const once = canonicalValues(kind, a);
        expect(canonicalValues(kind, once)).toEqual(once);
      }),
    );
  });
});

describe('certificates', () => {
  const pem = readFileSync('test/controller/manifest/fixtures/ec-256.pem', 'utf8');
  const other = readFileSync('test/controller/manifest/fixtures/rsa-2048.pem', 'utf8');
  const content = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const canonical = (...pems: string[]) =>
    canonicalValues('SingleSignOn', {
      identityProvider: { certificates: pems.map((each) => ({ pem: each })) },
    });

  it.each([
    ['without the last line end', pem.trimEnd()],
    ['with line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['with its subject before it', `subject=CN = idp\n\n${pem}\n`],
    ['in one line', `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----`],
  ])('%s are the same, also among others', (_, text) => {
    expect(canonical(other, text)).toEqual(canonical(pem, other));
    expect(canonical(text, pem)).toEqual(canonical(pem));
  });

  it('as openssl writes them stay as they are, and so does what is none', () => {
    expect(JSON.stringify(canonical(pem))).toContain(JSON.stringify(pem));
    expect(JSON.stringify(canonical('-----BEGIN CERTIFICATE-----'))).toContain('-----BEGIN CERTIFICATE-----');
  });
});

describe('the difference', () => {
  it('is empty exactly when both mean the same', () => {
    fc.assert(
      fc.property(two, ({ kind, a, b }) => {
        const [x, y] = [canonicalValues(kind, a), canonicalValues(kind, b)];
        const same = JSON.stringify(x) === JSON.stringify(y);
        expect(diffValues(kind, x, y).length === 0).toBe(same);
      }),
      { numRuns: 500 },
    );
  });

  it('of names does not care for their case', () => {
    expect(diffValues('Team', { members: ['Ana'] }, { members: ['ana'] })).toEqual([]);
  });

  it('of a set says what came and what went, and not the whole set again', () => {
    expect(diffValues('Team', { members: ['ana', 'ivan'] }, { members: ['ana', 'marta'] })).toEqual([
      { path: '/members', added: ['marta'], removed: ['ivan'] },
    ]);
  });

  it('of a keyed list points into the item', () => {
    const before = { subscriptions: [{ name: 'money', events: ['balance'], mandatory: false }] };
    const after = { subscriptions: [{ name: 'money', events: ['balance'], mandatory: true }] };
    expect(diffValues('Notifications', before, after)).toEqual([
      { path: '/subscriptions/money/mandatory', before: false, after: true },
    ]);
  });
});

describe('the three-way merge', () => {
  it('of what is declared already changes nothing', () => {
    fc.assert(
      fc.property(two, ({ kind, a }) => {
        const values = canonicalValues(kind, a);
        expect(mergeValues(kind, values, values, values)).toEqual(values);
      }),
    );
  });

  it('done twice is done once', () => {
    fc.assert(
      fc.property(three, ({ kind, declared, last, actual }) => {
        const want = canonicalValues(kind, declared);
        const once = mergeValues(kind, want, last, actual);
        expect(mergeValues(kind, want, want, once)).toEqual(once);
      }),
      { numRuns: 500 },
    );
  });

  it('leaves alone what was never declared', () => {
    fc.assert(
      fc.property(three, ({ kind, declared, actual }) => {
        const merged = mergeValues(kind, declared, null, actual);
        for (const [key, value] of Object.entries(canonicalValues(kind, actual))) {
          if (!Object.hasOwn(declared, key)) expect(merged[key]).toEqual(value);
        }
      }),
    );
  });

  it('takes away what was declared and no longer is', () => {
    const merged = mergeValues(
      'SecurityPolicy',
      { requireTwoFactor: true },
      { requireTwoFactor: true, maxLoginAttempts: 3 },
      { requireTwoFactor: true, maxLoginAttempts: 3, password: { minLength: 14 } },
    );
    expect(merged).toEqual({ requireTwoFactor: true, password: { minLength: 14 } });
  });

  it.each([
    ['exact: holds nobody else', { membership: 'exact', members: ['ana'] }, null, ['ivan'], ['ana']],
    [
      'additive: adds to those who are there',
      { membership: 'additive', members: ['ana'] },
      null,
      ['ivan'],
      ['ana', 'ivan'],
    ],
    [
      'additive: takes back only whom it named',
      { membership: 'additive', members: ['ana'] },
      ['ana', 'marta'],
      ['ana', 'ivan', 'marta'],
      ['ana', 'ivan'],
    ],
    ['empty: nobody', { membership: 'exact', members: [] }, ['ana'], ['ana', 'ivan'], []],
  ])('of a list of people, %s', (_name, declared, last, actual, wanted) => {
    const before = { membership: 'exact', members: actual };
    const owned = last === null ? null : { ...declared, members: last };
    expect(mergeValues('Team', declared, owned, before)['members']).toEqual(wanted);
  });

  it('merges keyed lists by key and leaves the items of others', () => {
    const own = { name: 'money', events: ['balance'] };
    const others = { name: 'siem', events: ['user-locked'] };
    expect(
      mergeValues('Notifications', { subscriptions: [own] }, null, { subscriptions: [others] })[
        'subscriptions'
      ],
    ).toEqual([own, others]);
    expect(
      mergeValues('Notifications', { subscriptions: [] }, null, { subscriptions: [others] })['subscriptions'],
    ).toEqual([]);
  });
});
