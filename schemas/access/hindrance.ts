import { isOver } from './last-day.ts';

/** What decides whether somebody is let in, beside what he can prove, where he is, and locks. Times in milliseconds. */
export interface AccessFacts {
  readonly accountEnabled: boolean;
  readonly userEnabled: boolean;
  /** Last day, `2027-03-31`. */
  readonly lastDay: string | null;
  /** Disabled by a rule. */
  readonly suspended: boolean;
  readonly allowedMethods: readonly string[] | null;
  /** Single sign-on is required of him, and that has taken hold. */
  readonly boundToSso: boolean;
  readonly createdAt: number | null;
  readonly activatedAt: number | null;
  readonly lastSignInAt: number | null;
}

/** Why somebody is not let in. */
export type Hindrance = 'account' | 'user' | 'ended' | 'suspended' | 'inactive' | 'method' | 'sso';

/** Since when somebody counts as inactive: his last sign-in, when he became active (again), or when he was made: the last of them. */
export function quietSince({
  lastSignInAt,
  activatedAt,
  createdAt,
}: Pick<AccessFacts, 'createdAt' | 'activatedAt' | 'lastSignInAt'>): number {
  return Math.max(lastSignInAt ?? 0, activatedAt ?? 0, createdAt ?? 0);
}

/** Inactive for as long as the account allows, to the millisecond. */
export function isInactive(
  facts: Parameters<typeof quietSince>[0],
  maxInactivity: number | null,
  now: number,
): boolean {
  return maxInactivity !== null && quietSince(facts) + maxInactivity <= now;
}

/** What keeps somebody from having any way in by what is declared: switched off, or his last day is over. */
export function declaredHindrance(
  { accountEnabled, userEnabled, lastDay }: AccessFacts,
  now: number,
): 'account' | 'user' | 'ended' | null {
  if (!accountEnabled) return 'account';
  if (!userEnabled) return 'user';
  return isOver(lastDay, now) ? 'ended' : null;
}

/** Whether a way in is not for him: he may not use it, or single sign-on is required of him. */
export function methodHindrance(
  { allowedMethods, boundToSso }: AccessFacts,
  method: 'password' | 'sso',
): 'method' | 'sso' | null {
  if (allowedMethods?.includes(method) === false) return 'method';
  return method === 'password' && boundToSso ? 'sso' : null;
}

/**
 * Why somebody is not let in by a method, whatever he can prove; null: nothing keeps him out. What sign-ins do and what plans foretell.
 *
 * @param inactive what the rule of inactivity says of him: not of the last Account Manager, whom it spares
 */
export function hindranceTo(
  facts: AccessFacts,
  {
    method,
    inactive,
    now,
  }: { readonly method: 'password' | 'sso'; readonly inactive: boolean; readonly now: number },
): Hindrance | null {
  const declared = declaredHindrance(facts, now);
  if (declared !== null) return declared;
  if (facts.suspended) return 'suspended';
  return inactive ? 'inactive' : methodHindrance(facts, method);
}
