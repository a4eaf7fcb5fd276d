// Loaded into a measured server by `--import`: counts requests and statements, and tells them when asked over the channel to the bench.
import { subscribe } from 'node:diagnostics_channel';
import { isMainThread } from 'node:worker_threads';
import { peakMemory } from '../measure/peak-memory.mjs';
import { watchStatements } from './count-statements.mjs';

const writing = /\b(insert\s+into|delete\s+from|update\s+"?\w+"?(\s+as\s+\w+)?\s+set)\b/i;
const framing = /^\s*(begin|commit|rollback|set|savepoint|release|discard)\b/i;
const listing = process.env['BENCH_LIST_STATEMENTS'] === '1';

let counts = zero();

function zero() {
  return { requests: 0, statements: 0, writes: 0, framing: 0, texts: [] };
}

subscribe('http.server.request.start', () => {
  counts.requests += 1;
});

/** The server's threads are watched too, each by its own copy of this module: they tell the one of the process. */
const threads = new BroadcastChannel('bylaw-bench-statements');
threads.unref();

watchStatements((sql) => {
  if (isMainThread) count(sql);
  else threads.postMessage(sql);
});
threads.onmessage = ({ data }) => isMainThread && count(data);

function count(sql) {
  if (framing.test(sql)) {
    counts.framing += 1;
    return;
  }
  counts.statements += 1;
  if (writing.test(sql)) counts.writes += 1;
  if (listing) counts.texts.push(sql);
}

let cpu = process.cpuUsage();

process.on('message', () => {
  const { user, system } = process.cpuUsage(cpu);
  cpu = process.cpuUsage();
  process.send?.({ ...counts, peakMiB: peakMemory(), cpuMs: (user + system) / 1000 });
  counts = zero();
});
process.channel?.unref();
