import { generateSecret, generateURI, verifySync } from 'otplib';

/** RFC 6238 with its defaults, which every authenticator app knows: SHA-1, six digits, 30 seconds. */
const form = { algorithm: 'sha1', digits: 6, period: 30 } as const;

/** A new shared secret of 160 bits (RFC 4226, 4), in base32. To be stored sealed. */
export function newSecret(): string {
  return generateSecret({ length: 20 });
}

/** The address that an authenticator app reads from a QR code; it holds the secret. */
export function otpauthUri({
  secret,
  username,
  issuer,
}: {
  readonly secret: string;
  readonly username: string;
  /** By which people find the entry in their app: the organisation's name. */
  readonly issuer: string;
}): string {
  return generateURI({ ...form, secret, label: username, issuer });
}

/** A code as people type it: `123 456`. */
function digitsOf(code: string): string | undefined {
  const digits = code.replace(/[\s-]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

/**
 * The time step whose code this is, within one step of now (RFC 6238, 5.2); null where it is none, or of a step that is not
 * later than the last one taken. The caller stores the step with `WHERE second_factor_step IS NULL OR second_factor_step < step`: of
 * two requests with the same code only one finds the row.
 */
export function checkCode(
  secret: string,
  code: string,
  { now, lastStep }: { readonly now: Date; readonly lastStep: number | null },
): number | null {
  const token = digitsOf(code);
  if (token === undefined) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const answer = verifySync({ ...form, secret, token, epoch, epochTolerance: form.period });
  if (!answer.valid || !('timeStep' in answer)) return null;
  return lastStep !== null && answer.timeStep <= lastStep ? null : answer.timeStep;
}
