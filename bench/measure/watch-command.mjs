// Loaded into a measured command by `--import`: at its end it writes down what the process took.
import { writeFileSync } from 'node:fs';

const report = process.env['BENCH_REPORT'];

process.on('exit', () => {
  if (report === undefined) return;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const peakMiB = Math.round(maxRSS / 1024);
  writeFileSync(report, JSON.stringify({ peakMiB, cpuMs: Math.round((userCPUTime + systemCPUTime) / 1000) }));
});
