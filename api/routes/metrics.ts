import type { FastifyInstance } from 'fastify';

type Labels = Readonly<Record<string, string | number>>;

/** Seconds; from a point query to the apply of a whole organisation. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

interface Histogram {
  /** Of each bucket alone; what is written adds those before it. */
  readonly counts: number[];
  sum: number;
  count: number;
}

interface AnsweredRequest {
  readonly method: string;
  /** The pattern of its route. */
  readonly route: string;
  readonly status: number;
}

/** Numbers of this process, in the text format of Prometheus (version 0.0.4). No label holds a name of a customer. */
export interface Metrics {
  readonly count: (name: string, labels: Labels) => void;
  /** A request that was answered: counted and timed. */
  readonly request: (request: AnsweredRequest, seconds: number) => void;
  readonly text: () => string;
}

const help: Readonly<Record<string, string>> = {
  bylaw_requests_total: 'Requests answered.',
  bylaw_plans_total: 'Plans made, by their status.',
  bylaw_applies_total: 'Applies, by outcome.',
};

const duration = 'bylaw_request_duration_seconds';

const escaped = (value: string | number): string =>
  String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

function histogramLines(labels: string, { counts, sum, count }: Histogram): string[] {
  let upTo = 0;
  return [
    ...buckets.map((bound, index) => {
      upTo += counts[index] ?? 0;
      return `${duration}_bucket{${labels},le="${bound}"} ${upTo}`;
    }),
    `${duration}_bucket{${labels},le="+Inf"} ${count}`,
    `${duration}_sum{${labels}} ${sum}`,
    `${duration}_count{${labels}} ${count}`,
  ];
}

function processLines(): string[] {
  return [
    '# HELP process_resident_memory_bytes Memory of this process.',
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${process.memoryUsage.rss()}`,
    '# HELP process_uptime_seconds How long this process runs.',
    '# TYPE process_uptime_seconds gauge',
    `process_uptime_seconds ${process.uptime().toFixed(3)}`,
  ];
}

/** Made by hand rather than with prom-client: three counters and a histogram need none of its 40 default metrics. */
export function createMetrics(): Metrics {
  const counters = new Map<string, Map<string, number>>();
  const histograms = new Map<string, Histogram>();
  const count: Metrics['count'] = (name, labels) => {
    const series = counters.get(name) ?? new Map<string, number>();
    const key = labelText(labels);
    series.set(key, (series.get(key) ?? 0) + 1);
    counters.set(name, series);
  };
  return {
    count,
    request: ({ method, route, status }, seconds) => {
      count('bylaw_requests_total', { method, route, status });
      const key = labelText({ method, route });
      const known = histograms.get(key) ?? { counts: buckets.map(() => 0), sum: 0, count: 0 };
      const bucket = buckets.findIndex((bound) => seconds <= bound);
      if (bucket !== -1) known.counts[bucket] = (known.counts[bucket] ?? 0) + 1;
      known.sum += seconds;
      known.count += 1;
      histograms.set(key, known);
    },
    text: () => {
      const counted = [...counters].flatMap(([name, series]) => [
        `# HELP ${name} ${help[name] ?? ''}`,
        `# TYPE ${name} counter`,
        ...[...series].map(([labels, value]) => `${name}{${labels}} ${value}`),
      ]);
      const timed = [...histograms].flatMap(([labels, histogram]) => histogramLines(labels, histogram));
      const head = [`# HELP ${duration} Time from request to answer.`, `# TYPE ${duration} histogram`];
      return `${[...counted, ...head, ...timed, ...processLines()].join('\n')}\n`;
    },
  };
}

/** Counts and times every request by its route's pattern; what matches none is one series. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.request({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
}
