import type { FastifyRequest } from 'fastify';
import type { Change } from '../../controller/reconcile/change.ts';
import { formatAddress } from '../../schemas/contract/address.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { failureText } from '../audit/failure-text.ts';
import type { RefusedAction } from '../audit/record.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import { accountOf, identityAt, type ResourceParams } from './resource-address.ts';

/** What the kind calls its resources in the audit log, asked of its own words for a new one. */
function itemOf(kind: Kind): string {
  const change: Change = {
    kind,
    account: null,
    name: null,
    address: kind,
    id: null,
    action: 'create',
    reason: 'by-hand',
    before: null,
    after: {},
    fields: [],
    lastApplied: null,
  };
  return kindModules.get(kind)?.audit(change)[0]?.item ?? kind;
}

/** What a refused change of a resource by hand tried to do, in the words of the audit log. */
export function attemptToEdit(
  kind: Kind,
  action: 'Update' | 'Delete',
): (request: FastifyRequest) => RefusedAction {
  return (request) => {
    const identity = identityAt(kind, request.params as ResourceParams);
    const item = itemOf(kind);
    const account = accountOf(identity);
    return {
      item,
      action,
      description: failureText(item, action),
      address: formatAddress(identity),
      ...(account === null ? {} : { account }),
    };
  };
}
