import type { ChildProcess } from 'node:child_process';
import type { Declaration } from '../../../schemas/contract/declaration.ts';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { linesOf, spawnBundled } from '../../support/run-bundled.ts';

/** A server in a process of its own, and how to talk to it. */
export interface ServerHandle {
  readonly process: ChildProcess;
  readonly url: string;
  request<T>(
    method: string,
    path: string,
    token: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }>;
}

/** Starts the real server on a data folder; on PostgreSQL (DATABASE_URL in the environment) the folder is ''. */
export async function startProcess(dataDir: string): Promise<ServerHandle> {
  const child = spawnBundled('test/support/server-process.ts', [dataDir]);
  const url = await linesOf(child)();
  if (url === undefined) throw new Error('the server did not start');
  const request = async <T>(method: string, path: string, token: string, body?: unknown) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  return { process: child, url, request };
}

/** Plans and applies over HTTP; resolves with the status of the apply. */
export async function applyOver(
  server: ServerHandle,
  token: string,
  declaration: Declaration,
): Promise<number> {
  const plan = await server.request<Plan>('POST', '/v1/plans', token, declaration);
  if (plan.body.id === null) return plan.status;
  return (await server.request('POST', `/v1/plans/${plan.body.id}/apply`, token)).status;
}
