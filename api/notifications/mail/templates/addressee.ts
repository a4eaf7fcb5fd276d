/** Whom a mail is written to, and where he is a user. */
export interface Addressee {
  readonly username: string;
  readonly firstName: string | null;
  readonly organisation: string;
  readonly account: string;
}

/** The line with which every mail begins. */
export function greeting({ firstName, username }: Addressee): string {
  return `Hello ${firstName ?? username},`;
}

/** Which of his users it is about: a person may have several. */
export function userLine({ username, account, organisation }: Addressee): string {
  return `Username: ${username}. Account: ${account}. Organisation: ${organisation}.`;
}

/** A moment as mails write it. @param at ISO 8601, UTC */
export function momentText(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
