import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyPair, selfSigned } from '../../schemas/contract/self-signed.ts';
import type { IdpKeys } from './make-response.ts';

const years = (from: Date, count: number): Date => new Date(from.getTime() + count * 365 * 24 * 3_600_000);

function newKey(name: string, now: Date): KeyPair {
  return selfSigned({ name, from: years(now, -1), until: years(now, 5) });
}

/**
 * The keys of the identity provider for trials. Kept in a folder, they are the same the next time; without one they are
 * new at each start.
 */
export async function idpKeys(folder: string | undefined, now: Date): Promise<IdpKeys> {
  const [current, previous] = await Promise.all(
    ['current', 'previous'].map((name) =>
      folder === undefined ? newKey(name, now) : keptKey(folder, name, now),
    ),
  );
  if (current === undefined || previous === undefined) throw new Error('the identity provider has no keys');
  return { current, previous };
}

async function keptKey(folder: string, name: string, now: Date): Promise<KeyPair> {
  const [keyFile, certificateFile] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  try {
    return {
      privateKey: await readFile(keyFile, 'utf8'),
      certificate: await readFile(certificateFile, 'utf8'),
    };
  } catch {
    const made = newKey(name, now);
    await mkdir(folder, { recursive: true });
    await writeFile(keyFile, made.privateKey, { mode: 0o600 });
    await writeFile(certificateFile, made.certificate);
    return made;
  }
}
