/**
 * A password as it is measured and hashed: NFKC (NIST SP 800-63B, 3.1.1.2), so that the same keys on another device, which may compose
 * an accented letter differently, give the same password. Nothing is cut off.
 */
export function normalised(password: string): string {
  return password.normalize('NFKC');
}
