import { count, ratio, time } from './numbers.mjs';
import { table } from './table.mjs';

const explained = {
  bylaw: '**bylaw**, one document a file',
  'bylaw, in 10 files': '**bylaw**, in 10 files',
  'bylaw, people only': '**bylaw**, one kind alone',
  'ajv-cli, people only': 'ajv-cli, one kind alone (its best case)',
  'v8r, people only': 'v8r, one kind alone',
  'spectral, people only': 'spectral, one kind alone',
  floor: 'floor: js-yaml and precompiled ajv, nothing else',
};

/** One table for all sizes; ratios are to ajv-cli on the same documents, above 1: slower than it. */
export function validateTable(sizes) {
  const rows = sizes.flatMap(({ size, measures }) =>
    Object.entries(measures).map(([name, measure]) => [
      count(size),
      explained[name] ?? name,
      timeOf(measure),
      ratio(measure.ms ?? measure.overMs, measures[yardstick(name)]?.ms),
    ]),
  );
  const peaks = sizes.map(({ size, peakMiB }) => `${peakMiB ?? '-'} MiB at ${count(size)}`).join(', ');
  return `${table(['Documents', 'Command', 'Median', 'of ajv-cli'], rows)}\n\nPeak memory of \`bylaw validate\`: ${peaks}.`;
}

function yardstick(name) {
  return name.endsWith('people only') ? 'ajv-cli, people only' : 'ajv-cli';
}

function timeOf({ ms, overMs, failure }) {
  if (overMs !== undefined) return `over ${time(overMs)}, stopped`;
  return failure === undefined ? time(ms) : `not measured: ${failure}`;
}
