/** Why somebody who holds a seat counts as inactive (product.md, section 3); both can be true. */
export type InactiveReason = 'no-sign-in' | 'no-conversations-role';

/**
 * SQL over user `u` and activity `t`: no sign-in for over three calendar months. Who never signed in counts from when he was made or came in.
 *
 * @param now SQL of the time
 */
export function noSignIn(now: string): string {
  return `coalesce(t.last_sign_in_at, greatest(t.activated_at, u.created_at)) < ${now} - interval '3 months'`;
}

/** SQL over user `u`: no role in Conversations, of any origin, so that the seat is of no use. */
export const noConversationsRole = `NOT EXISTS (SELECT FROM user_conversations_role c
  WHERE c.organisation_id = u.organisation_id AND c.user_id = u.id)`;
