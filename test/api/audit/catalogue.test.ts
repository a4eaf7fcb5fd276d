import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../../api/audit/catalogue.ts';

/** None of the file's fields is quoted. */
const lines = readFileSync('test/api/audit/fixtures/audit-events.csv', 'utf8').trimEnd().split(/\r?\n/);

test('the catalogue is that of audit-events.csv, line by line', () => {
  expect(lines[0]).toBe('item,action,outcome,description,alias');
  const written = catalogue.map(({ item, action, outcome, description, alias }) =>
    [item, action, outcome, description, alias ?? ''].join(','),
  );
  expect(written).toEqual(lines.slice(1));
  expect(written).toHaveLength(150);
});

test('switching two-factor authentication off is called disabled', () => {
  const [off] = catalogue.filter(
    ({ item, action, outcome }) => item === '2FA' && action === 'Disable' && outcome === 'success',
  );
  expect(off?.description).toBe('Two-factor authentication disabled for all users');
});
