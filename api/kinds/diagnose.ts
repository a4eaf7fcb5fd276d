import type { Change } from '../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

/** What is wrong and what to do; `pointer`: the field of `spec` it is about. */
interface Fault {
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
  readonly pointer?: string;
}

/** An error about a change, at the line of its field in the manifest where there is one. */
export function errorOf(change: Change, fault: Fault): Diagnostic {
  const { source, address } = change;
  const line = source?.lines?.[fault.pointer ?? ''] ?? source?.line;
  return {
    severity: 'error',
    ...fault,
    ...(source ? { file: source.file } : {}),
    ...(line === undefined ? {} : { line }),
    address,
  };
}
