import { Agent, request } from 'node:http';

/**
 * What a load came to.
 * @typedef {{ rate: number, p50: number, p99: number, answers: number, failures: number }} Load answers a second; milliseconds
 */

/**
 * Sends requests over so many connections at once for a time, each connection one after the other.
 *
 * @param {object} load
 * @param {string | string[]} load.urls of the servers, taken in turns
 * @param {number} load.connections
 * @param {number} load.ms
 * @param {(index: number) => { method?: string, path: string, headers?: Record<string, string>, body?: string } | undefined} load.next the request to
 *   send; undefined: there are no more
 * @param {(status: number) => boolean} [load.isGood] default: 2xx
 * @returns {Promise<Load>}
 */
export async function drive({
  urls,
  connections,
  ms,
  next,
  isGood = (status) => status >= 200 && status < 300,
}) {
  const places = [urls].flat().map((url) => new URL(url));
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = [];
  let failures = 0;
  let index = 0;
  const started = performance.now();
  const work = async () => {
    for (;;) {
      if (performance.now() - started >= ms) return;
      const turn = index++;
      const asked = next(turn);
      if (asked === undefined) return;
      const begun = performance.now();
      const status = await send(agent, places[turn % places.length], asked);
      times.push(performance.now() - begun);
      if (!isGood(status)) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rate: times.length / seconds, p50: at(0.5), p99: at(0.99), answers: times.length, failures };
}

function send(agent, { hostname, port }, { method = 'GET', path, headers = {}, body }) {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, hostname, port, method, path, headers: { ...headers, ...length } },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
