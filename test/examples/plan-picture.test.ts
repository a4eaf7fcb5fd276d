import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { drawPlan } from '../../docs/plan-picture.mjs';

it('the picture in the README shows the plan of the example', async () => {
  const text = await readFile('examples/shows-whom-a-change-hits/expected-plan.txt', 'utf8');
  const picture = await readFile('docs/plan.svg', 'utf8');
  expect(picture, 'draw it anew with `node docs/plan-picture.mjs`').toBe(drawPlan(text));
});
