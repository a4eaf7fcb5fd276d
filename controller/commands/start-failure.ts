import { Failure } from '../client/failure.ts';

const builtIn = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'AggregateError',
]);

/** A port that can be listened on; 0 is any free one. @throws Failure */
export function checkPort(port: number): number {
  if (port <= 65535) return port;
  throw new Failure(`${port} is not a port`, {
    remedy: 'Give --port a number from 1 to 65535, or 0 for any free one',
  });
}

/** What stops a server from starting, told to a person; anything else is a fault and keeps its stack. */
export function startFailure(error: unknown, port: number): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Failure(`Port ${port} is taken`, {
      remedy: 'Stop what listens there, or give another --port',
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new Failure(`Port ${port} or the data folder may not be used: ${error.message}`, {
      remedy: 'Ports below 1024 need rights of their own; give another --port or --data-dir',
      cause: error,
    });
  }
  // Errors with a name of their own are written for people: a locked data folder, a refused migration, a bad setting.
  return builtIn.has(error.name) ? error : new Failure(error.message, { cause: error });
}
