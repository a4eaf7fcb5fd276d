import type { FastifyInstance } from 'fastify';
import { Refusal } from '../request/refusal.ts';
import { sendProblem } from './problems.ts';

interface Known {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Every route: its methods, by its pattern. */
    readonly routeTable: ReadonlyMap<string, { readonly methods: ReadonlySet<string> }>;
  }
}

/** The path of a route as a pattern: `:name` stands for one segment. */
function patternOf(url: string): RegExp {
  const source = url
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('/');
  return new RegExp(`^${source}$`);
}

/** Answers unknown addresses with 404, and known ones that do not know the method with 405 and `Allow`. */
export function answerNotFound(app: FastifyInstance): void {
  const known = new Map<string, Known>();
  app.addHook('onRoute', ({ url, method }) => {
    const route = known.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const name of [method].flat()) route.methods.add(name);
    known.set(url, route);
  });
  app.decorate('routeTable', known);
  const methodsAt = (path: string): string[] => {
    const found = [...known.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  };
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?');
    const methods = methodsAt(path);
    if (methods.length === 0) {
      const remedy = 'look at GET /openapi.json for what there is';
      return sendProblem(
        request,
        reply,
        new Refusal(404, 'request/no-such-route', 'There is no such route.', { remedy }),
      );
    }
    reply.header('allow', methods.join(', '));
    const detail = `${request.method} is not possible here; ${methods.join(', ')} are.`;
    return sendProblem(request, reply, new Refusal(405, 'request/method-not-allowed', detail));
  });
}
