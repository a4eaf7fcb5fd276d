// How many passwords a second this machine can verify at all: `node hash-rate.mjs MILLISECONDS HASH PASSWORD`; prints { count, cpuMs }.
import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';

const [ms = '3000', hash = '', password = ''] = process.argv.slice(2);
const end = performance.now() + Number(ms);
const before = process.cpuUsage();
let count = 0;
const work = async () => {
  while (performance.now() < end) {
    await verify(hash, password);
    count += 1;
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, work));
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ count, cpuMs: (user + system) / 1000 })}\n`);
