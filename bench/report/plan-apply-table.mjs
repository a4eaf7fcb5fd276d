import { count, ratio, time } from './numbers.mjs';
import { table } from './table.mjs';

const head = [
  'Resources',
  'Database',
  'What',
  'bylaw',
  'floor',
  'ratio',
  'requests',
  'SQL statements',
  'of them writes',
];

/** Plans and applies beside the floor, and what they took of memory. */
export function planApplyTable(organisations) {
  const measured = organisations.filter(({ failure }) => failure === undefined);
  const failed = organisations.filter(({ failure }) => failure !== undefined);
  const notes = failed.map(
    ({ size, database, failure }) => `- ${count(size)} on ${database}: not measured: ${failure}`,
  );
  return [table(head, measured.flatMap(rowsOf)), memoryTable(measured), notes.join('\n')]
    .filter(Boolean)
    .join('\n\n');
}

function rowsOf({ size, database, firstApply, unchanged, oneChanged, applyAll }) {
  const row = (what, { bylaw, floor }, { requests, statements, writes }) => [
    count(size),
    database,
    what,
    time(bylaw),
    time(floor),
    ratio(bylaw, floor),
    requests,
    statements,
    writes,
  ];
  const plan = ({ measures }) => ({ bylaw: measures.bylaw.ms, floor: measures.floor.ms });
  const apply = ({ bylawMs, floorMs }) => ({ bylaw: bylawMs, floor: floorMs });
  return [
    row('first apply', apply(firstApply), firstApply.counts),
    row('plan, nothing changed', plan(unchanged), unchanged.counts),
    row('plan, one document changed', plan(oneChanged), oneChanged.counts),
    row('apply that changes all', apply(applyAll), applyAll.counts),
  ];
}

function memoryTable(organisations) {
  const rows = organisations.map(({ size, database, memory }) => [
    count(size),
    database,
    `${memory.commandMiB ?? '-'} MiB`,
    `${memory.serverMiB} MiB`,
    `${memory.idleServerMiB} MiB`,
    `${memory.floorServerMiB} MiB`,
  ]);
  const columns = [
    'Resources',
    'Database',
    'Peak of `bylaw plan`',
    'Peak of the server',
    'of it before the first plan',
    'Peak of the floor server',
  ];
  return table(columns, rows);
}
