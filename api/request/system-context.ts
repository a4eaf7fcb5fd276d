import type { RequestContext } from './context.ts';

/** What the platform does by a rule: locks, releases, disables, syncs. */
export function systemContext(organisationId: string, organisation: string): RequestContext {
  return {
    organisationId,
    organisation,
    actor: {
      type: 'system',
      id: null,
      name: 'bylaw',
      account: null,
      main: true,
      permissions: new Set(['*']),
    },
    ip: null,
    requestId: null,
  };
}
