import type { Event } from '../../schemas/generated/types.ts';

/** An event to subscribe to, as `Notifications` names them. */
export type EventName = Event;

/** How a person is told: in his own list, or by e-mail. */
export type Channel = 'console' | 'email';

export const channels: readonly Channel[] = ['console', 'email'];

/**
 * What a person needs to subscribe himself: nobody is told by a notification what he could not look up. Whom a declared subscription names is
 * told in any case: that was decided for him.
 */
export const permissionFor: Readonly<Record<EventName, string>> = {
  'low-balance': 'notifications/read',
  balance: 'notifications/read',
  campaign: 'notifications/read',
  'seat-threshold': 'seats/read',
  'user-locked': 'users/read',
  'certificate-expiry': 'sso/read',
  'drift-found': 'plans/read',
  'plan-waiting': 'plans/read',
  'apply-failed': 'plans/read',
  'unusual-sign-in': 'audit/read',
  'emergency-sign-in': 'audit/read',
};

export const eventNames = Object.keys(permissionFor) as readonly EventName[];
