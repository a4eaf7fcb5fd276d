import type { Impact, Plan } from '../../schemas/contract/plan.ts';
import { escapeControls } from './escape.ts';
import { peopleCodes, severityOf } from './impact-phrase.ts';
import { joinNames } from './name-list.ts';
import { peopleHeadline, tallyPeople } from './people-headline.ts';
import type { TextStyle } from './text-style.ts';
import { wrapPieces, wrapText } from './wrap.ts';

const hang = '        ';

/** Effects in the order of their weight; those on the account itself come last. */
function byWeight(first: Impact, second: Impact): number {
  const weight = ({ code }: Impact): number => {
    const index = peopleCodes.indexOf(code);
    return index === -1 ? peopleCodes.length : index;
  };
  return weight(first) - weight(second);
}

/** Impacts by account, in the order of the plan. */
function impactsByAccount(plan: Plan): Map<string, Impact[]> {
  const accounts = new Map<string, Impact[]>();
  for (const impact of [...plan.impact].sort(byWeight)) {
    accounts.set(impact.account, [...(accounts.get(impact.account) ?? []), impact]);
  }
  return new Map([...accounts].sort(([first], [second]) => (first < second ? -1 : 1)));
}

function paintOf(impact: Impact, { palette }: TextStyle): (text: string) => string {
  const severity = severityOf(impact.code);
  if (impact.code === 'weakens' || severity === 'harm') return palette.red;
  return severity === 'burden' ? palette.yellow : palette.green;
}

/** Addresses of the changes behind an effect: the first two say enough. */
function causeText(impact: Impact): string {
  if (impact.causes.length === 0) return '';
  const rest = impact.causes.length - 2;
  const names = impact.causes.slice(0, 2).map(escapeControls).join(', ');
  return `(${names}${rest > 0 ? ` and ${rest} more` : ''})`;
}

function impactLines(impact: Impact, style: TextStyle): string[] {
  const paint = paintOf(impact, style);
  const count = impact.people.length === 0 ? '!' : impact.people.length.toLocaleString('en');
  const words = `${escapeControls(impact.detail)}${impact.people.length > 0 ? ':' : ''}`
    .split(' ')
    .map(paint);
  const names = joinNames(impact.people, style.names);
  const causes = causeText(impact).split(' ').filter(Boolean).map(style.palette.dim);
  const lines = wrapPieces([...words, ...names, ...causes], style.width - hang.length);
  return lines.map((line, index) => `${index === 0 ? `${paint(count.padStart(6))}  ` : hang}${line}`);
}

/** What the plan does to people, first the sentence, then account by account. Empty where nothing changes. */
export function peopleLines(plan: Plan, style: TextStyle): string[] {
  const { palette } = style;
  const worst = tallyPeople(plan.impact).some(({ code }) => severityOf(code) === 'harm');
  const paint = worst ? (text: string): string => palette.bold(palette.red(text)) : palette.bold;
  const lines = wrapText(peopleHeadline(plan), style.width).map(paint);
  for (const [account, impacts] of impactsByAccount(plan)) {
    lines.push('', `  ${palette.bold(escapeControls(account))}`);
    for (const impact of impacts) lines.push(...impactLines(impact, style));
  }
  return lines;
}
