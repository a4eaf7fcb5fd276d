import type { RequestContext } from '../request/context.ts';
import type { Candidate } from './candidate.ts';
import type { Browser } from './sign-in-deps.ts';

/** What a person does to himself by signing in, by a link or by his own settings: he is the actor, with no permission but that. */
export function contextOf(
  { organisationId, organisation, userId, username, account, main }: Candidate,
  { ip, requestId }: Pick<Browser, 'ip' | 'requestId'>,
): RequestContext {
  return {
    organisationId,
    organisation,
    actor: { type: 'user', id: userId, name: username, account, main, permissions: new Set() },
    ip,
    requestId,
  };
}
