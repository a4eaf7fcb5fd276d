import { randomInt } from 'node:crypto';
import { type Keyring, secretContext } from '../secrets/keyring.ts';

/** Whose codes they are. A code of one person is none of another's. */
export interface CodeOwner {
  readonly organisationId: string;
  readonly userId: string;
}

export interface StoredRecoveryCode {
  readonly id: string;
  readonly codeHash: string;
}

const count = 10;
const length = 10;
/** Without 0, 1, i, l, o and u, which people read wrongly. 30 letters: 49 bits a code. */
const letters = '23456789abcdefghjkmnpqrstvwxyz';

function newCode(): string {
  const code = Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
  return `${code.slice(0, length / 2)}-${code.slice(length / 2)}`;
}

/** Ten codes such as `k7m2q-x9d4w`, each good once. To be shown once. */
export function newRecoveryCodes(): string[] {
  const codes = new Set<string>();
  while (codes.size < count) codes.add(newCode());
  return [...codes];
}

/** A code without what people add or change when they type it. */
function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '');
}

function contextOf({ organisationId, userId }: CodeOwner): string {
  return secretContext(organisationId, 'recovery_code', userId);
}

/**
 * What is stored of a code: its HMAC under the server's key. 49 bits can be searched in hours where a plain or salted SHA-256 is stolen, and a
 * slow hash would cost ten times its work for each try, since the codes of a person must all be compared. Without the server's key a stolen database
 * tells nothing.
 */
export function hashRecoveryCode(keyring: Keyring, owner: CodeOwner, code: string): string {
  return keyring.mark(plainCode(code), contextOf(owner));
}

/**
 * The stored code that was typed; null: none. All are compared, each in constant time. The caller uses it up with
 * `WHERE used_at IS NULL`: of two requests only one finds the row.
 */
export function findRecoveryCode(
  keyring: Keyring,
  owner: CodeOwner,
  typed: string,
  stored: readonly StoredRecoveryCode[],
): string | null {
  const code = plainCode(typed);
  const context = contextOf(owner);
  const found = stored.filter(({ codeHash }) => keyring.matches(codeHash, code, context));
  return code.length === length ? (found[0]?.id ?? null) : null;
}
