import { describe, expect, test } from 'vitest';
import { renderPlanMarkdown } from '../../../controller/render/plan-markdown.ts';
import { renderPlanText } from '../../../controller/render/plan-text.ts';
import type { Plan, ResourceChange } from '../../../schemas/contract/plan.ts';
import { emptyPlan } from './rich-plan.ts';

function change(account: string, index: number): ResourceChange {
  const name = `user-${index}`;
  return {
    address: `User/${account}/${name}`,
    kind: 'User',
    account,
    name,
    change: { actions: ['create'], before: null, after: {} },
    action: 'create',
    action_reason: 'declared',
    fields: [
      { path: '/email', after: `${name}@${account}.example` },
      { path: '/roles', added: ['Analyze Manager'], removed: [] },
    ],
    source: { file: `accounts/${account}/users.yaml`, line: index * 5 + 1 },
  };
}

function planOf(accounts: number, users: number): Plan {
  const names = Array.from({ length: accounts }, (_, index) => `account-${index}`);
  const people = Array.from({ length: users }, (_, index) => `user-${index}`);
  return {
    ...emptyPlan,
    id: 'p-1',
    status: 'planned',
    resource_changes: names.flatMap((account) => people.map((_, index) => change(account, index))),
    effective: names.map((account) => ({
      account,
      kind: 'SecurityPolicy',
      path: '/requireTwoFactor',
      before: false,
      after: true,
      beforeFrom: 'platform',
      afterFrom: 'SettingsTemplate/base',
    })),
    impact: names.map((account) => ({
      code: 'invited' as const,
      account,
      people,
      detail: 'is invited',
      causes: ['x'],
    })),
    summary: { ...emptyPlan.summary, create: accounts * users },
  };
}

describe('a comment stays below 60,000 characters', () => {
  test.each([
    [1, 10],
    [1, 20_000],
    [1000, 5],
    [300, 1],
  ])('%i accounts of %i changes', (accounts, users) => {
    const markdown = renderPlanMarkdown(planOf(accounts, users));
    expect(markdown.length).toBeLessThan(60_000);
    expect(markdown.match(/<details/g)).toHaveLength(markdown.match(/<\/details>/g)?.length ?? 0);
    expect(markdown).toContain(`${(accounts * users).toLocaleString('en')} to create`);
  });

  test('and says what does not fit', () => {
    const markdown = renderPlanMarkdown(planOf(1, 20_000));
    expect(markdown).toMatch(/# [\d,]+ more changes of this account are cut here/);
    expect(markdown).toMatch(/\*\*[\d,]+ more changes do not fit into a comment\.\*\*/);
  });
});

describe('text of a large plan', () => {
  test('is made in time that grows with the changes', () => {
    const start = performance.now();
    const text = renderPlanText(planOf(50, 400), { width: 80, colour: true, verbose: false });
    expect(text.split('\n').length).toBeGreaterThan(60_000);
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('tells accounts with the same effective settings once, and names the first people', () => {
    const text = renderPlanText(planOf(20, 12), { width: 80, colour: false, verbose: false });
    expect(text).toContain('and 12 more accounts');
    expect(text).toContain('user-7 and 4 more');
    expect(text.match(/requireTwoFactor/g)).toHaveLength(1);
  });
});
