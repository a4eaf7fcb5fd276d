import { count, ratio, time } from './numbers.mjs';
import { table } from './table.mjs';

/** Figures of shared/bench.md for what could not be run live, in milliseconds. */
const published = {
  'dry run 100': 17_900,
  'dry run 1000': 19_400,
  'dry run 10000': 37_600,
  'import 1000': 143_000,
};

/**
 * The peer's runs with what to compare them with; a run that failed has the published figure.
 *
 * @param {object[]} runs of the live peer
 * @param {object[]} organisations of bylaw
 */
export function comparePeer(runs, organisations) {
  return runs.filter(({ size }) => size !== undefined).map((run) => comparison(run, organisations));
}

function comparison({ size, dryRun, ms, failure, requests, writes }, organisations) {
  const name = `${dryRun ? 'dry run' : 'import'} ${size}`;
  const live = failure === undefined;
  const times = organisations
    .filter((one) => one.size === size && one.failure === undefined)
    .map(bylawTime(dryRun));
  const bylawMs = times.length === 0 ? undefined : Math.max(...times);
  return { size, dryRun, live, failure, requests, writes, bylawMs, peerMs: live ? ms : published[name] };
}

const bylawTime = (dryRun) => (one) => (dryRun ? one.unchanged.measures.bylaw.ms : one.applyAll.bylawMs);

/** The peer's time over bylaw's, on the slower of the two databases. */
export function peerTable(comparisons) {
  const rows = comparisons.map(({ size, dryRun, live, failure, requests, writes, bylawMs, peerMs }) => [
    count(size),
    dryRun ? 'dry run, nothing changed' : 'import, nothing changed',
    live ? time(peerMs) : `${time(peerMs)} (published; live: ${failure})`,
    live ? `${count(requests)} (${count(writes)})` : '-',
    `${dryRun ? 'plan, nothing changed' : 'apply that changes all'}: ${time(bylawMs)}`,
    bylawMs === undefined ? '-' : ratio(peerMs, bylawMs),
  ]);
  return table(
    ['Resources', 'auth0-deploy-cli', 'its time', 'requests (writes)', 'bylaw', 'bylaw is faster by'],
    rows,
  );
}
