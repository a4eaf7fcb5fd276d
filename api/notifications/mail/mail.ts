import type { JsonObject } from '../../../schemas/contract/json.ts';

/**
 * What is to be mailed to a person, by template. Nothing secret stands here: the token of a link is made when the mail is sent. Where it
 * goes is read then too, except where `to` says so: the person's address as it is at that time.
 */
export type Mail =
  | { readonly template: 'invitation'; readonly userId: string; readonly invitationId: string }
  | {
      readonly template: 'password-link';
      readonly userId: string;
      readonly linkId: string;
      /** The person asked for it, having forgotten the password. Else somebody in charge did. */
      readonly forgotten?: boolean;
    }
  /** `to`: the new address, which the link proves. */
  | {
      readonly template: 'email-verification';
      readonly userId: string;
      readonly linkId: string;
      readonly to: string;
    }
  /** `to`: the old address, whose owner is told. */
  | { readonly template: 'email-changed'; readonly userId: string; readonly to: string }
  | { readonly template: 'unlock-link'; readonly userId: string; readonly linkId: string }
  | {
      readonly template: 'unusual-sign-in';
      readonly userId: string;
      /** When and from where, ISO 8601 in UTC; `reasons` are whole sentences. */
      readonly at: string;
      readonly ip: string | null;
      readonly browser?: string | null;
      readonly reasons: readonly string[];
    }
  /** `2027-03-31` */
  | { readonly template: 'last-day'; readonly userId: string; readonly lastDay: string }
  | {
      readonly template: 'notification';
      readonly userId: string;
      readonly event: string;
      readonly account: string;
      readonly text: string;
      readonly detail: JsonObject;
    };
