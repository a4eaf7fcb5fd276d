// Loaded into a measured command by `--import`: at its end it writes down what the process took.
import { writeFileSync } from 'node:fs';
import { peakMemory } from './peak-memory.mjs';

const report = process.env['BENCH_REPORT'];

process.on('exit', () => {
  if (report === undefined) return;
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuMs = Math.round((userCPUTime + systemCPUTime) / 1000);
  writeFileSync(report, JSON.stringify({ peakMiB: peakMemory(), cpuMs }));
});
