/** A mail as it leaves: complete, for one address. */
export interface OutgoingMail {
  /** The message's id, the same in every attempt: what is before the `@` of Message-ID (RFC 5322, 3.6.4). */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** @throws Undeliverable where the address takes no mail and never will; anything else where it may work later */
export type MailSender = (mail: OutgoingMail) => Promise<void>;
