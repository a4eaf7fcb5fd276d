import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

/** Who holds a lock, told so that a process id that was given out again is not taken for its former bearer. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When the process began, as the system tells it: ticks since the start of the machine, or a date. Only ever compared. */
  readonly startedAt: string;
  /** Differs after each start of the machine. */
  readonly bootId: string;
  /** Process ids mean something only within their namespace: in every container, number 1 is another process. */
  readonly pidNamespace: string;
  /** For people. */
  readonly host: string;
  readonly lockedAt: string;
}

export async function thisProcess(): Promise<ProcessIdentity> {
  return {
    pid: process.pid,
    startedAt: (await startOf(process.pid)) ?? '',
    ...(await scope()),
    host: hostname(),
    lockedAt: new Date().toISOString(),
  };
}

/** 'unknown' where process ids cannot be compared: another container, another machine, or before the machine's last start. */
export async function whetherAlive(holder: ProcessIdentity): Promise<'yes' | 'no' | 'unknown'> {
  const here = await scope();
  if (holder.bootId !== here.bootId || holder.pidNamespace !== here.pidNamespace) return 'unknown';
  return (await startOf(holder.pid)) === holder.startedAt ? 'yes' : 'no';
}

async function scope(): Promise<Pick<ProcessIdentity, 'bootId' | 'pidNamespace'>> {
  return {
    bootId: (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => hostname())).trim(),
    pidNamespace: await readlink('/proc/self/ns/pid').catch(() => ''),
  };
}

/** Undefined when there is no such process. A zombie (killed, its parent has not looked yet) is none: it holds nothing open. */
async function startOf(pid: number): Promise<string | undefined> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (status === undefined) return process.platform === 'linux' ? undefined : startAskedFromPs(pid);
  // Behind the name in parentheses, which may contain anything: state is field 3 of proc(5), start time field 22.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

/** For systems without /proc, such as macOS. */
async function startAskedFromPs(pid: number): Promise<string | undefined> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.trim() || undefined;
}
