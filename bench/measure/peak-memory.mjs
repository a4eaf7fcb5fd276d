import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has had, in MiB. `resourceUsage().maxRSS` is not it: a child begins with what its parent had.
 */
export function peakMemory() {
  try {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    if (kib !== undefined) return Math.round(Number(kib) / 1024);
  } catch {
    // Not on Linux.
  }
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
