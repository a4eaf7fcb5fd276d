import type { Change } from '../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';

/** What is wrong and what to do; `pointer`: the field of `spec` it is about. */
export interface Fault {
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
  readonly pointer?: string;
}

/** A diagnostic of a change, at the line of its field in the manifest where there is one. */
function diagnose(severity: Diagnostic['severity'], change: Change, fault: Fault): Diagnostic {
  const { source, address } = change;
  const line = source?.lines?.[fault.pointer ?? ''] ?? source?.line;
  return {
    severity,
    ...fault,
    ...(source ? { file: source.file } : {}),
    ...(line === undefined ? {} : { line }),
    address,
  };
}

export function errorOf(change: Change, fault: Fault): Diagnostic {
  return diagnose('error', change, fault);
}

export function warningOf(change: Change, fault: Fault): Diagnostic {
  return diagnose('warning', change, fault);
}
