import type { Plan } from '../../schemas/contract/plan.ts';
import { problemOf } from './problem.ts';
import { signInAgain } from './sign-in-again.ts';

/** A change of one resource, of whatever kind: they all have one form. */
export interface Edit {
  /** `/v1/accounts/emea/security-policy`; names percent-encoded, see `resourcePath`. */
  readonly path: string;
  /** PATCH: RFC 7396, null takes an own value away. PUT: all values. DELETE: removes. */
  readonly method: 'PATCH' | 'PUT' | 'DELETE';
  readonly spec?: object;
  readonly metadata?: object;
  /** What was read: another version by now is refused. null: it must not be there yet, or has no values of its own. */
  readonly version?: number | null;
  /** Why a manifest's value is changed here all the same. */
  readonly breakGlass?: string;
}

/** A path of the interface with its names encoded: `resourcePath('accounts', account, 'users', name)`. */
export function resourcePath(...segments: readonly string[]): string {
  return `/v1/${segments.map(encodeURIComponent).join('/')}`;
}

/** @throws Problem as the server refused it; where the session has ended, the way leads to the sign-in */
async function answerTo(request: Request): Promise<unknown> {
  const answer = await globalThis.fetch(request);
  if (answer.status === 401) return signInAgain();
  if (!answer.ok) throw await problemOf(answer);
  return answer.status === 204 ? null : answer.json();
}

async function send(
  { path, method, spec, metadata, version, breakGlass }: Edit,
  dryRun: boolean,
): Promise<unknown> {
  const query = new URLSearchParams({
    ...(dryRun ? { dryRun: 'true' } : {}),
    ...(breakGlass === undefined ? {} : { breakGlass }),
  });
  const body = JSON.stringify({
    ...(spec === undefined ? {} : { spec }),
    ...(metadata === undefined ? {} : { metadata }),
  });
  const address = new URL(query.size === 0 ? path : `${path}?${query}`, window.location.origin);
  return answerTo(
    new Request(address, {
      method,
      headers: {
        ...(method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
        ...(typeof version === 'number' ? { 'if-match': `"${version}"` } : {}),
        ...(version === null ? { 'if-none-match': '*' } : {}),
      },
      ...(method === 'DELETE' ? {} : { body }),
    }),
  );
}

/** What the change would do: its plan, with whom it hits. Nothing is changed. */
export async function planEdit(edit: Edit): Promise<Plan> {
  return (await send(edit, true)) as Plan;
}

/** Carries the change out. */
export async function carryOut(edit: Edit): Promise<void> {
  await send(edit, false);
}

/** A resource as it is, of whatever kind. */
export interface ResourceRead {
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly version: number | null;
}

/** Reads a resource by its path; the same form for all kinds. */
export async function readResource(path: string): Promise<ResourceRead> {
  return (await answerTo(new Request(new URL(path, window.location.origin)))) as ResourceRead;
}
