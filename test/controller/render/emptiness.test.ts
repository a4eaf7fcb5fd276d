import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesLines } from '../../../controller/render/plan-changes.ts';
import { renderPlanMarkdown } from '../../../controller/render/plan-markdown.ts';
import { hasDifferences, isTakeoverOnly } from '../../../controller/render/plan-summary.ts';
import { renderPlanText } from '../../../controller/render/plan-text.ts';
import { createTextStyle } from '../../../controller/render/text-style.ts';
import type { FieldChange, Plan, PlanSummary, ResourceChange } from '../../../schemas/contract/plan.ts';
import { emptyPlan } from './rich-plan.ts';

const actions = ['create', 'update', 'move', 'adopt', 'disable', 'delete', 'release'] as const;
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

const field: fc.Arbitrary<FieldChange> = fc
  .record({ path: name.map((text) => `/${text}`), before: fc.jsonValue(), after: fc.jsonValue() })
  .map(({ path, before, after }) => JSON.parse(JSON.stringify({ path, before, after })));

const change: fc.Arbitrary<ResourceChange> = fc
  .record({
    action: fc.constantFrom(...actions),
    name,
    fields: fc.array(field, { minLength: 1, maxLength: 3 }),
    bare: fc.boolean(),
  })
  .map(({ action, name: text, fields, bare }) => ({
    address: `Team/acme/${text}`,
    kind: 'Team',
    account: 'acme',
    name: text,
    change: { actions: ['update'], before: {}, after: {} },
    action,
    action_reason: 'declared',
    fields: action === 'release' || (bare && action === 'adopt') ? [] : fields,
  }));

function planOf(changes: readonly ResourceChange[]): Plan {
  const summary: Record<keyof PlanSummary, number> = { ...emptyPlan.summary };
  for (const { action } of changes) summary[action]++;
  return { ...emptyPlan, id: 'p-1', status: 'planned', resource_changes: changes, summary };
}

test('a plan is empty exactly when its rendered difference is empty (property 12)', () => {
  const style = createTextStyle({ width: 80, colour: false, verbose: false });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const plan = planOf(changes);
      const differing = changes.filter((one) => !isTakeoverOnly(one));
      const signs = changesLines(plan, style).filter((line) =>
        /^ {1,2}(?:[-+~>!x]|<=) (?!takes over)/.test(line),
      );
      expect(signs).toHaveLength(differing.length);
      expect(hasDifferences(plan)).toBe(signs.length > 0);
      const text = renderPlanText(plan, { width: 80, colour: false, verbose: false });
      expect(text.includes('\nNo changes. ') || text.startsWith('No changes. ')).toBe(signs.length === 0);
      expect(renderPlanMarkdown(plan).startsWith('### No changes. ')).toBe(signs.length === 0);
    }),
  );
});
