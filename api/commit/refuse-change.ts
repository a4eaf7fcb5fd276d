import type { Change } from '../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

/** The diagnostic of a change that the actor may not make, with its file and line where it has one. */
export function refuseChange(
  change: Pick<Change, 'address' | 'source'>,
  summary: string,
  remedy: string,
): Diagnostic {
  return {
    severity: 'error',
    code: 'permission/lacking',
    summary,
    remedy,
    address: change.address,
    ...(change.source ? { file: change.source.file, line: change.source.line } : {}),
  };
}
