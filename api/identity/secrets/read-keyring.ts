import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type EncryptionKey,
  type EncryptionKeys,
  keysForm,
  newKeyText,
  parseKeys,
} from './encryption-keys.ts';
import { createKeyring, type Keyring } from './keyring.ts';

const fileName = 'encryption-key';

/** The server's keys cannot be used as they are; the message is for the person who starts it. */
export class BadEncryptionKey extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BadEncryptionKey';
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written whole beside it and then linked: a start that is killed leaves no half of a key, and no key is overwritten. */
async function makeFile(file: string): Promise<string> {
  const text = `${newKeyText()}\n`;
  const draft = `${file}.new`;
  await rm(draft, { force: true });
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  await link(draft, file);
  await rm(draft);
  return text;
}

function keysIn(text: string, file: string): EncryptionKeys {
  const keys = parseKeys(text.trim());
  if (keys === undefined) throw new BadEncryptionKey(`${file} holds no keys: write ${keysForm}`);
  return keys;
}

/** The environment's keys come first; one that only the folder has still opens. */
function united(first: EncryptionKeys, others: readonly EncryptionKey[], file: string): EncryptionKeys {
  const known = new Map(first.map(({ id, secret }) => [id, secret]));
  const other = others.find(({ id, secret }) => known.get(id)?.equals(secret) === false);
  if (other !== undefined) {
    throw new BadEncryptionKey(
      `BYLAW_ENCRYPTION_KEY and ${file} name two different keys ${other.id}: give the new one another name`,
    );
  }
  return [...first, ...others.filter(({ id }) => !known.has(id))];
}

async function keysWithFolder(keys: EncryptionKeys | undefined, dataDir: string): Promise<EncryptionKeys> {
  const file = join(dataDir, fileName);
  const text = await readIfThere(file);
  if (text === undefined) return keys ?? keysIn(await makeFile(file), file);
  await chmod(file, 0o600);
  return keys === undefined ? keysIn(text, file) : united(keys, keysIn(text, file), file);
}

/**
 * The server's keyring: the keys of BYLAW_ENCRYPTION_KEY; on the embedded database also those of the file `encryption-key`
 * in its folder, which the first start makes (mode 0600) where the environment names none.
 *
 * @param dataDir folder of the embedded database, there and locked; undefined on PostgreSQL
 * @throws BadEncryptionKey
 */
export async function readKeyring(
  { encryptionKeys }: { readonly encryptionKeys?: EncryptionKeys },
  dataDir: string | undefined,
): Promise<Keyring> {
  const keys = dataDir === undefined ? encryptionKeys : await keysWithFolder(encryptionKeys, dataDir);
  if (keys !== undefined) return createKeyring(keys);
  throw new BadEncryptionKey(
    `Without a data folder the server needs BYLAW_ENCRYPTION_KEY: write ${keysForm}`,
  );
}
