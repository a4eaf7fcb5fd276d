/**
 * Does something with each of a list, over and over on one core, and prints what it came to as JSON: `{ rate, p50, p99, cpuMsEach }`, times in
 * milliseconds. A second of warming up is not counted.
 *
 * @template Item
 * @param {Item[]} items
 * @param {number} ms
 * @param {(item: Item) => unknown} work
 */
export async function printRate(items, ms, work) {
  await during(items, Math.min(ms, 1_000), work);
  const before = process.cpuUsage();
  const times = await during(items, ms, work);
  const { user, system } = process.cpuUsage(before);
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const cpuMsEach = (user + system) / 1_000 / times.length;
  const found = { rate: times.length / seconds, p50: at(0.5), p99: at(0.99), cpuMsEach };
  process.stdout.write(`${JSON.stringify(found)}\n`);
}

async function during(items, ms, work) {
  const times = [];
  const end = performance.now() + ms;
  for (let index = 0; performance.now() < end; index += 1) {
    const begun = performance.now();
    await work(items[index % items.length]);
    times.push(performance.now() - begun);
  }
  return times;
}
