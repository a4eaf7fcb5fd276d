import { time } from './numbers.mjs';
import { table } from './table.mjs';

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} kB`;

/** Pages as somebody sees them for the first time, and again. */
export function consoleTable({ people, loads, scrolling }) {
  const rows = Object.entries(loads).map(([name, { first, again }]) => [
    name === 'floor' ? 'floor: an answer with next to nothing in it' : name,
    name === 'floor' ? '-' : kilobytes(first.scriptBytes),
    name === 'floor' ? '-' : kilobytes(first.styleBytes),
    first.requests,
    time(first.paintMs),
    time(first.readyMs),
    time(again.readyMs),
    first.shift.toFixed(3),
  ]);
  const pages = table(
    [
      'Page',
      'Script sent',
      'Styles sent',
      'Requests',
      'First paint',
      'Usable',
      'Usable, again',
      'Layout shift',
    ],
    rows,
  );
  const { rows: passed, p50, p95 } = scrolling;
  return `${pages}\n\nA table of ${people.toLocaleString('en')} users, scrolled past ${passed.toLocaleString('en')} rows: ${p50.toFixed(1)} ms between frames at the median, ${p95.toFixed(1)} ms at p95.`;
}
