import { consoleTable } from './console-table.mjs';
import {
  consoleGoals,
  peerGoals,
  planApplyGoals,
  samlGoals,
  shown,
  signInGoals,
  startUpGoals,
  validateGoals,
  verdict,
} from './goals.mjs';
import { comparePeer, peerTable } from './peer-table.mjs';
import { planApplyTable } from './plan-apply-table.mjs';
import { samlTable } from './saml-table.mjs';
import { signInTable } from './sign-in-table.mjs';
import { startUpTable } from './start-up-table.mjs';
import { table } from './table.mjs';
import { validateTable } from './validate-table.mjs';

/**
 * The whole report in Markdown: goals first, then a table a part.
 *
 * @param {{ machine: Record<string, unknown>, parts: Record<string, { results: any, date: string, load: { before: number, after: number } }> }} results
 */
export function reportMarkdown({ machine, parts }) {
  const comparisons = comparePeer(parts['live-peer']?.results ?? [], parts['plan-apply']?.results ?? []);
  const sections = [
    ['Start-up', 'start-up', startUpTable],
    ['Validate', 'validate', validateTable],
    ['Plan and apply, beside the floor', 'plan-apply', planApplyTable],
    ['Signing in', 'sign-in', signInTable],
    ['Single sign-on by SAML', 'saml', samlTable],
    ['Console', 'console', consoleTable],
    ['Plan and apply, beside auth0-deploy-cli', 'live-peer', () => peerTable(comparisons)],
  ];
  const shownSections = sections.filter(([, name]) => parts[name] !== undefined);
  return [
    machineLine(machine),
    `### Goals\n\n${goalsTable(parts, comparisons)}`,
    ...shownSections.map(
      ([title, name, draw]) => `### ${title}\n\n${when(parts[name])}\n\n${draw(parts[name].results)}`,
    ),
  ].join('\n\n');
}

function machineLine({ cores, processor, memoryGiB, node, postgresql }) {
  return `Machine: ${cores} cores (${processor}), ${memoryGiB} GiB, Node ${node}, PostgreSQL ${postgresql}.`;
}

function when({ date, load, seconds }) {
  return `Measured ${date.slice(0, 16).replace('T', ' ')} UTC in ${seconds} s; load of the machine ${load.before} before, ${load.after} after.`;
}

function goalsTable(parts, comparisons) {
  const of = (name, goals) => (parts[name] === undefined ? [] : goals(parts[name].results));
  const goals = [
    ...of('start-up', startUpGoals),
    ...of('validate', validateGoals),
    ...of('plan-apply', (organisations) => organisations.flatMap(planApplyGoals)),
    ...of('sign-in', signInGoals),
    ...of('saml', samlGoals),
    ...of('console', consoleGoals),
    ...peerGoals(comparisons),
  ];
  const rows = goals.map((goal) => [
    goal.goal,
    `${goal.atLeast ? 'at least' : 'at most'} ${shown(goal, goal.limit)}`,
    shown(goal, goal.value),
    verdict(goal),
  ]);
  return table(['Goal', 'Limit', 'Measured', 'Verdict'], rows);
}
