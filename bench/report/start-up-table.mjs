import { ratio, time } from './numbers.mjs';
import { table } from './table.mjs';

/** @param {Record<string, import('../measure/interleave.mjs').Measure>} measures */
export function startUpTable({ measures }) {
  const floor = measures['node -e 0']?.ms;
  const rows = Object.entries(measures).map(([name, { ms, failure }]) => [
    `\`${name}\``,
    failure === undefined ? time(ms) : `not measured: ${failure}`,
    ratio(ms, floor),
  ]);
  return table(['Command', 'Median', 'of `node -e 0`'], rows);
}
