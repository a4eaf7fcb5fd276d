import { everything } from '../identity/permissions.ts';
import type { RequestContext } from '../request/context.ts';

/** The organisation that the vendor acts on, and where his request came from. */
export interface OperatorRequest {
  readonly organisationId: string;
  readonly organisation: string;
  readonly ip: string | null;
  readonly requestId: string | null;
}

/** The context of what the vendor does to an organisation; its audit log tells it with the actor `operator`. */
export function operatorContext({
  organisationId,
  organisation,
  ip,
  requestId,
}: OperatorRequest): RequestContext {
  return {
    organisationId,
    organisation,
    ip,
    requestId,
    actor: {
      type: 'operator',
      id: null,
      name: 'operator',
      account: null,
      main: true,
      permissions: new Set([everything]),
    },
  };
}
