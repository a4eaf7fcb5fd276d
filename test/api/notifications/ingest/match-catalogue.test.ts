import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../api/audit/catalogue.ts';
import { balanceText, isLow } from '../../../../api/notifications/ingest/balance.ts';
import type { AuditEvent } from '../../../../api/notifications/ingest/event.ts';
import { matchCatalogue } from '../../../../api/notifications/ingest/match-catalogue.ts';

const own = ['2FA', 'Account', 'API key', 'Password', 'Team', 'URL', 'User'];
const event = (
  item: string,
  action: string,
  outcome: AuditEvent['outcome'],
  description: string,
  values?: string[],
): AuditEvent => ({
  id: '1',
  type: 'audit',
  at: '2026-11-24T12:00:00Z',
  account: 'emea',
  item,
  action,
  outcome,
  description,
  ...(values === undefined ? {} : { values }),
});

describe('of the catalogue', () => {
  const foreign = catalogue.filter(({ item }) => !own.includes(item));

  test('every line of another service is taken, with its outcome and no other', () => {
    expect(foreign.length).toBeGreaterThan(90);
    for (const { item, action, outcome, description } of foreign) {
      const names = / \(([^()]+)\)$/.exec(description)?.[1]?.split('; ') ?? [];
      for (const tried of ['success', 'failure'] as const) {
        const found = matchCatalogue(
          event(
            item,
            action,
            tried,
            description,
            names.map((_, index) => `v${index}`),
          ),
        );
        const known = catalogue.some(
          (one) =>
            one.item === item &&
            one.action === action &&
            one.description === description &&
            [tried, 'both'].includes(one.outcome),
        );
        expect('code' in found, `${description} ${tried}`).toBe(!known);
        if (outcome === 'both' || outcome === tried)
          expect(found).toMatchObject({ item, action, status: tried });
      }
    }
  });

  test('no line of this product is', () => {
    for (const { item, action, description } of catalogue.filter((one) => own.includes(one.item))) {
      expect(matchCatalogue(event(item, action, 'success', description))).toMatchObject({
        code: 'event/own-item',
      });
    }
  });

  test.each([
    [event('Campaign', 'Update', 'failure', 'Campaign updated'), 'event/not-in-catalogue'],
    [event('Campaign', 'Updated', 'success', 'Campaign updated'), 'event/not-in-catalogue'],
    [event('Campaign', 'Update', 'success', 'campaign updated'), 'event/not-in-catalogue'],
    [event('Campaign', 'Update', 'success', 'Segment updated'), 'event/not-in-catalogue'],
    [event('Campaign', 'Update', 'success', 'Campaign updated', ['x']), 'event/wrong-values'],
    [event('One-time payment', 'Unsuccessful', 'failure', 'Payment failed (currency)'), 'event/wrong-values'],
    [event('One-time payment', 'Unsuccessful', 'failure', 'Payment failed (EUR)'), 'event/not-in-catalogue'],
  ])('%o is not', (tried, code) => {
    expect(matchCatalogue(tried)).toMatchObject({ code });
  });

  test('names in brackets give way to values, whatever these hold', () => {
    const of = (values: string[]) =>
      matchCatalogue(
        event(
          'Automatic payment',
          'Activation',
          'success',
          'Automatic payments changed (minimum balance; currency)',
          values,
        ),
      );
    expect(of(['$& $1', 'EUR'])).toMatchObject({ description: 'Automatic payments changed ($& $1; EUR)' });
  });

  test('an alias stands for its action', () => {
    const invited = event(
      'Mobile Demo Application',
      'Invite to Mobile Demo Application',
      'success',
      'Mobile Demo Application has been shared',
    );
    expect(matchCatalogue(invited)).toMatchObject({ action: 'Invite' });
  });
});

describe('a balance', () => {
  const balance = (amount: string, threshold?: string) => ({
    id: '1',
    type: 'balance' as const,
    at: '2026-11-24T12:00:00Z',
    account: 'emea',
    amount,
    currency: 'EUR',
    ...(threshold === undefined ? {} : { threshold }),
  });

  test.each([
    ['9.99', '10', true],
    ['10', '10.0000', false],
    ['10.00', '10', false],
    ['-0.01', '0', true],
    ['-5', '-4.99', true],
    ['-4.99', '-5', false],
    ['0.1', '0.0999', false],
    ['999999999999999.9998', '999999999999999.9999', true],
    ['0', undefined, false],
  ])('of %s against %s is low: %s', (amount, threshold, low) => {
    expect(isLow(balance(amount, threshold))).toBe(low);
  });

  test('is told in words', () => {
    expect(balanceText(balance('12.50', '20'))).toBe('The balance of emea is 12.50 EUR, below 20 EUR.');
    expect(balanceText(balance('22.50', '20'))).toBe('The balance of emea is 22.50 EUR.');
  });
});
