import type { ImpactCode } from '../../schemas/contract/plan.ts';

/** How much an effect hurts: what takes access away, what asks for something or takes something, what gives. */
export type Severity = 'harm' | 'burden' | 'gain';

interface Phrase {
  readonly one: string;
  readonly many: string;
  readonly severity: Severity;
}

function phrase(severity: Severity, one: string, many: string = one): Phrase {
  return { one, many, severity };
}

/**
 * Effects on people in the order in which they are told: what hurts most comes first.
 * Codes that are missing here are effects on the account itself.
 */
const phrases: ReadonlyMap<ImpactCode, Phrase> = new Map([
  ['locked-out', phrase('harm', 'is locked out', 'are locked out')],
  ['removed', phrase('harm', 'is removed', 'are removed')],
  ['disabled', phrase('harm', 'is disabled', 'are disabled')],
  ['will-be-disabled', phrase('harm', 'will be disabled')],
  ['will-be-locked', phrase('harm', 'will be locked')],
  ['must-use-sso', phrase('burden', 'must use single sign-on')],
  ['must-enrol-second-factor', phrase('burden', 'must enrol a second factor')],
  ['must-change-password', phrase('burden', 'must change the password')],
  ['password-expires', phrase('burden', 'has a password that expires', 'have a password that expires')],
  ['loses-seat', phrase('burden', 'loses the seat', 'lose their seat')],
  ['loses-conversations', phrase('burden', 'loses Conversations', 'lose Conversations')],
  ['loses-permission', phrase('burden', 'loses permissions', 'lose permissions')],
  ['signed-out', phrase('burden', 'is signed out', 'are signed out')],
  ['gains-permission', phrase('gain', 'gains permissions', 'gain permissions')],
  ['gains-seat', phrase('gain', 'gains a seat', 'gain a seat')],
  ['invited', phrase('gain', 'is invited', 'are invited')],
]);

/** All codes that concern people, worst first. */
export const peopleCodes: readonly ImpactCode[] = [...phrases.keys()];

/** How bad an effect is; effects on an account count as a burden. */
export function severityOf(code: ImpactCode): Severity {
  return phrases.get(code)?.severity ?? 'burden';
}

/** `must enrol a second factor`, `loses the seat` or `lose their seat`. */
export function impactPhrase(code: ImpactCode, count: number): string {
  const found = phrases.get(code);
  if (found === undefined) return code;
  return count === 1 ? found.one : found.many;
}
