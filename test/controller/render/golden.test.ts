import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { renderPlanMarkdown } from '../../../controller/render/plan-markdown.ts';
import { renderPlanText } from '../../../controller/render/plan-text.ts';
import { textWidth } from '../../../controller/render/text-width.ts';
import { emptyPlan, richPlan } from './rich-plan.ts';

/** `npx vitest run --update` writes the golden files anew; look at them before they are committed. */
function golden(name: string): string {
  return `fixtures/${name}`;
}

describe('a rich plan as text', () => {
  test('at 80 columns', async () => {
    const text = renderPlanText(richPlan, { width: 80, colour: false, verbose: false });
    await expect(text).toMatchFileSnapshot(golden('rich-plan.80.txt'));
  });

  test('at 120 columns, everything', async () => {
    const text = renderPlanText(richPlan, { width: 200, colour: false, verbose: true });
    await expect(text).toMatchFileSnapshot(golden('rich-plan.verbose.txt'));
  });

  test('in colour it says the same', () => {
    const options = { width: 80, verbose: false };
    const colour = renderPlanText(richPlan, { ...options, colour: true });
    const plain = stripVTControlCharacters(colour);
    expect(colour).not.toBe(plain);
    expect(plain).toBe(renderPlanText(richPlan, { ...options, colour: false }));
  });

  test.each([60, 80, 100])('no line is wider than %i columns, but for what cannot be parted', (width) => {
    const lines = renderPlanText(richPlan, { width, colour: false, verbose: false }).split('\n');
    const wide = lines.filter((line) => textWidth(line) > width && line.trim().includes(' '));
    expect(wide.filter((line) => !/^\s*[~+-] \S+ {2,}\S+$/.test(line))).toEqual([]);
  });
});

test('a rich plan as markdown', async () => {
  await expect(renderPlanMarkdown(richPlan)).toMatchFileSnapshot(golden('rich-plan.md'));
});

describe('a plan without changes', () => {
  test('as text', () => {
    const text = renderPlanText(emptyPlan, { width: 80, colour: false, verbose: false });
    expect(text).toBe('No changes. The organisation matches the declaration.\n');
  });

  test('as markdown', () => {
    expect(renderPlanMarkdown(emptyPlan)).toBe(
      '### No changes. The organisation matches the declaration.\n\nRisk: **none** | set `acme-settings` | status **nothing-to-do**\n',
    );
  });
});
