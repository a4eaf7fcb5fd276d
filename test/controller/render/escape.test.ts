import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeControls } from '../../../controller/render/escape.ts';
import { codeBlock, codeSpan, htmlCode, markdownText } from '../../../controller/render/markdown-escape.ts';
import { renderPlanMarkdown } from '../../../controller/render/plan-markdown.ts';
import { renderPlanText } from '../../../controller/render/plan-text.ts';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { emptyPlan, richPlan } from './rich-plan.ts';

const treacherous = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A plan in which every text from outside is the given one. */
function planOf(text: string): Plan {
  const [change] = richPlan.resource_changes;
  if (change === undefined) throw new Error('the fixture has no changes');
  return {
    ...emptyPlan,
    id: 'p-1',
    set: text,
    status: 'planned',
    source: { commit: text },
    resource_changes: [
      {
        ...change,
        address: text,
        account: text,
        previous_address: text,
        fields: [
          { path: `/${text}`, before: text, after: `${text}!` },
          { path: '/list', added: [text, { [text]: text }], removed: [] },
          { path: '/long', before: `${text}\na`, after: `${text}\nb`, display: 'multiline' },
        ],
        source: { file: text, line: 1 },
      },
    ],
    effective: [
      { account: text, kind: text, path: `/${text}`, after: text, beforeFrom: text, afterFrom: text },
    ],
    impact: [{ code: 'locked-out', account: text, people: [text], detail: text, causes: [text] }],
    risk: { level: 'high', reasons: [{ level: 'high', address: text, detail: text }] },
    approvals: [{ count: 1, from: { roles: [text], teams: [text] } }],
    diagnostics: [
      { severity: 'warning', code: text, summary: text, remedy: text, file: text, address: text },
    ],
    summary: { ...emptyPlan.summary, update: 1 },
  };
}

const hostile = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom(
    '\u001B[2J',
    '\u202Eevil',
    '`',
    '```',
    '</details>',
    '<script>',
    '@acme/owners',
    '#12',
    '|',
    '\r',
    '\u2028',
    '\uD800',
    '![x](y)',
  ),
);

describe('a terminal', () => {
  test.each([
    ['ana', 'ana'],
    ['Kovač 東京', 'Kovač 東京'],
    ['\u001B[31mred', '\\x1b[31mred'],
    ['a\nb\tc\r', 'a\\nb\\tc\\r'],
    ['\u009Bx', '\\x9bx'],
    ['\u202Eevil', '\\u{202e}evil'],
    ['a\u200Bb', 'a\\u{200b}b'],
    ['\uD800', '\\u{d800}'],
  ])('%j is shown as %s', (text, expected) => {
    expect(escapeControls(text)).toBe(expected);
  });

  test('gets no control character from any plan', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const rendered = renderPlanText(planOf(text), { width: 80, colour: false, verbose: true });
        for (const line of rendered.split('\n')) expect(line).not.toMatch(treacherous);
      }),
      { numRuns: 200 },
    );
  });
});

/** What of a comment is neither in a block of code nor in code within a line: what a site interprets. */
function interpreted(markdown: string): string {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split('\n')) {
    const [run] = /^`{3,}/.exec(line) ?? [];
    if (fence !== undefined) {
      if (run === line && run.length >= fence.length) fence = undefined;
    } else if (run !== undefined) fence = run;
    else lines.push(line.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, ''));
  }
  expect(fence).toBeUndefined();
  return lines.join('\n');
}

describe('a comment', () => {
  test.each([
    ['ana', '`ana`'],
    ['@acme/owners', '`@acme/owners`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a\\|b`'],
    ['a\nb', '`a\\nb`'],
  ])('name %j is %s', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  test('text is neither markup, mention, reference nor link', () => {
    expect(markdownText('@ana #12 *b* [x](y) <b> https://a www.a')).toBe(
      '@&#8203;ana \\#&#8203;12 \\*b\\* \\[x\\]\\(y\\) &lt;b&gt; https\\:&#8203;//a www&#8203;\\.a',
    );
  });

  test('a block cannot be closed from inside, a tag not be opened', () => {
    expect(codeBlock('diff', ['```', 'x'])).toBe('````diff\n```\nx\n````');
    expect(htmlCode('</code><b>@ana')).toBe('<code>&#60;/code&#62;&#60;b&#62;&#64;ana</code>');
  });

  test('holds nothing of any name outside code', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const outside = interpreted(renderPlanMarkdown(planOf(`zq${text}qz`)));
        const tags = outside.match(/<[^>]*>/g) ?? [];
        expect(tags.filter((tag) => !/^<(?:\/?details|details open|\/?summary|\/?code)>$/.test(tag))).toEqual(
          [],
        );
        expect(outside).not.toMatch(/[@#](?=[\p{L}\p{N}])(?<!&#)|!\[[^C]/u);
      }),
      { numRuns: 200 },
    );
  });
});
