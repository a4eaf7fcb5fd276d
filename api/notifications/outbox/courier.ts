import type { NewEntry } from '../../audit/entry.ts';
import type { Keyring } from '../../identity/secrets/keyring.ts';
import type { Deps } from '../../request/context.ts';
import type { Claimed } from './claim.ts';

/** What delivering needs of the outside world. */
export interface DeliveryDeps extends Deps {
  readonly keyring: Keyring;
  /** Where people reach this server, without a slash at the end: links in mails begin with it. */
  readonly publicUrl: string;
  /** Numbers from 0 up to 1. */
  readonly jitter: () => number;
}

/** A message ready to go, and what the audit log says of its end; undefined: nothing. */
export interface Parcel {
  /** @throws whatever kept it from arriving; Undeliverable where trying again is of no use */
  readonly send: () => Promise<void>;
  readonly delivered: NewEntry | undefined;
  readonly failed: NewEntry | undefined;
}

/**
 * Makes a message of the outbox ready: reads what has to be read as it is now.
 *
 * @throws Obsolete where there is nobody to send it to any more
 */
export type Courier = (deps: DeliveryDeps, message: Claimed) => Promise<Parcel>;

/** The receiver says that it will never take this message. */
export class Undeliverable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Undeliverable';
  }
}

/** A message has lost its purpose before it was sent: its link was used, its webhook is gone. No failure. */
export class Obsolete extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Obsolete';
  }
}
