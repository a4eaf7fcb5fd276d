import type { Database } from '../../../../api/database/database.ts';
import type { Passkey } from '../../../../api/identity/second-factor/passkey.ts';
import type { Keyring } from '../../../../api/identity/secrets/keyring.ts';
import type { Provider } from '../cases/sso-document.ts';

const day = 24 * 60 * 60_000;

/** What a state is written with. */
export interface Writing {
  readonly database: Database;
  readonly organisationId: string;
  readonly keyring: Keyring;
  /** Of everybody's password. */
  readonly passwordHash: string;
  readonly now: Date;
  readonly idp: Provider;
  newId(): string;
  /** The public side of somebody's security key. */
  passkeyOf(username: string): Promise<Passkey>;
}

/** So many days ago; null: never. */
export function ago({ now }: Writing, days: number): string;
export function ago({ now }: Writing, days: number | null): string | null;
export function ago({ now }: Writing, days: number | null): string | null {
  return days === null ? null : new Date(now.getTime() - days * day).toISOString();
}
