import type { MailSender, OutgoingMail } from './outgoing-mail.ts';

export interface KeptMail extends OutgoingMail {
  readonly at: Date;
}

/** Where mails go on a developer's machine: kept in memory, shown at `/dev/mailbox`. */
export interface Mailbox {
  readonly send: MailSender;
  /** The newest first. */
  readonly mails: () => readonly KeptMail[];
}

const mostKept = 100;

/** A mailbox that keeps the last hundred mails. */
export function createMailbox(now: () => Date, limit = mostKept): Mailbox {
  let kept: readonly KeptMail[] = [];
  return {
    send: async (mail) => {
      const others = kept.filter(({ id }) => id !== mail.id);
      kept = [{ ...mail, at: now() }, ...others].slice(0, limit);
    },
    mails: () => kept,
  };
}
