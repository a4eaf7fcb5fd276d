import type { RequestContext } from './context.ts';

/** Where a request came from of somebody who has proven nothing of who he is. */
export interface Origin {
  readonly ip: string | null;
  readonly requestId: string | null;
}

/**
 * Somebody unknown: whoever fails to sign in, or asks for a link, under a name that he says. The name is what it is about, not who did it:
 * strangers must not write into the log in somebody's name.
 */
export function anonymousContext(
  organisationId: string,
  organisation: string,
  { ip, requestId }: Origin,
): RequestContext {
  return {
    organisationId,
    organisation,
    actor: {
      type: 'anonymous',
      id: null,
      name: 'anonymous',
      account: null,
      main: false,
      permissions: new Set(),
    },
    ip,
    requestId,
  };
}
