import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BadSetting, readSettings } from '../../../../api/environment.ts';
import { newKeyText, parseKeys } from '../../../../api/identity/secrets/encryption-keys.ts';
import { BadEncryptionKey, readKeyring } from '../../../../api/identity/secrets/read-keyring.ts';

const folders: string[] = [];

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'bylaw-keyring-'));
  folders.push(made);
  return made;
}

afterAll(async () => {
  for (const made of folders) await rm(made, { recursive: true, force: true });
});

const base64 = Buffer.alloc(32, 7).toString('base64');
const other = Buffer.alloc(32, 8).toString('base64');

function keysOf(text: string) {
  const keys = parseKeys(text);
  if (keys === undefined) throw new Error('no keys');
  return { encryptionKeys: keys };
}

describe('keys are written', () => {
  it.each([
    [`bench:${base64}`, ['bench']],
    [`new:${base64},old:${other}`, ['new', 'old']],
    [` new:${base64} , old:${other} `, ['new', 'old']],
    [newKeyText(), [expect.stringMatching(/^key-[0-9a-f]{8}$/)]],
  ])('%s', (text, ids) => {
    const keys = parseKeys(text);
    expect(keys?.map(({ id }) => id)).toEqual(ids);
    for (const { secret } of keys ?? []) expect(secret).toHaveLength(32);
  });

  it.each([
    '',
    base64,
    `:${base64}`,
    'id:',
    `id:${Buffer.alloc(31).toString('base64')}`,
    `id:${Buffer.alloc(33).toString('base64')}`,
    `id:${Buffer.alloc(32).toString('hex')}`,
    `i d:${base64}`,
    `i.d:${base64}`,
    `same:${base64},same:${other}`,
    `id:${base64},`,
    `id:${base64},nonsense`,
  ])('and not %s', (text) => {
    expect(parseKeys(text)).toBeUndefined();
  });
});

describe('the settings of a server', () => {
  it('on PostgreSQL demand keys, and tell how to make one', () => {
    const env = { DATABASE_URL: 'postgresql://bylaw@127.0.0.1/bylaw' };
    expect(() => readSettings(env)).toThrow(BadSetting);
    expect(() => readSettings(env)).toThrow(/BYLAW_ENCRYPTION_KEY.*openssl rand -base64 32/);
    const { encryptionKeys } = readSettings({ ...env, BYLAW_ENCRYPTION_KEY: `bench:${base64}` });
    expect(encryptionKeys?.[0].id).toBe('bench');
  });

  it('refuse what is no key without repeating it', () => {
    const read = () => readSettings({ BYLAW_ENCRYPTION_KEY: 'hunter2' });
    expect(read).toThrow(BadSetting);
    expect(read).toThrow(/^(?!.*hunter2).*BYLAW_ENCRYPTION_KEY/);
  });
});

describe('a data folder', () => {
  it('gets a key at the first start, for its owner only, and keeps it', async () => {
    const dataDir = await folder();
    const sealed = (await readKeyring({}, dataDir)).seal('secret', 'place');
    const file = join(dataDir, 'encryption-key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDir)).toEqual(['encryption-key']);
    const text = await readFile(file, 'utf8');
    await chmod(file, 0o644);
    expect((await readKeyring({}, dataDir)).open(sealed, 'place')).toBe('secret');
    expect(await readFile(file, 'utf8')).toBe(text);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('takes no half of a key that an interrupted start left', async () => {
    const dataDir = await folder();
    await writeFile(join(dataDir, 'encryption-key.new'), 'key-0:abc');
    const keyring = await readKeyring({}, dataDir);
    expect(keyring.open(keyring.seal('secret', 'place'), 'place')).toBe('secret');
    expect(await readdir(dataDir)).toEqual(['encryption-key']);
  });

  it('opens with its own key also once the environment brings a new first one', async () => {
    const dataDir = await folder();
    const sealed = (await readKeyring({}, dataDir)).seal('secret', 'place');
    const rotated = await readKeyring(keysOf(`new:${base64}`), dataDir);
    expect(rotated.open(sealed, 'place')).toBe('secret');
    expect(sealed.startsWith(`${rotated.current}.`)).toBe(false);
    expect(rotated.seal('secret', 'place')).toMatch(/^new\./);
  });

  it('is rotated by a new key in front of the old one in its file', async () => {
    const dataDir = await folder();
    const file = join(dataDir, 'encryption-key');
    const sealed = (await readKeyring({}, dataDir)).seal('secret', 'place');
    await writeFile(file, `new:${base64},${await readFile(file, 'utf8')}`);
    const rotated = await readKeyring({}, dataDir);
    expect(rotated.open(sealed, 'place')).toBe('secret');
    expect(rotated.seal('secret', 'place')).toMatch(/^new\./);
  });

  it('makes no file where the environment names a key', async () => {
    const dataDir = await folder();
    await readKeyring(keysOf(`new:${base64}`), dataDir);
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('is refused where its file holds no key, without repeating it, and where one name means two keys', async () => {
    const dataDir = await folder();
    await writeFile(join(dataDir, 'encryption-key'), 'hunter2');
    await expect(readKeyring({}, dataDir)).rejects.toThrow(/^(?!.*hunter2).*encryption-key holds no keys/);
    await writeFile(join(dataDir, 'encryption-key'), `same:${other}\n`);
    await expect(readKeyring(keysOf(`same:${base64}`), dataDir)).rejects.toThrow(BadEncryptionKey);
    await expect(readKeyring(keysOf(`same:${other}`), dataDir)).resolves.toBeDefined();
  });
});

it('without a folder and without keys there is no keyring', async () => {
  await expect(readKeyring({}, undefined)).rejects.toThrow('BYLAW_ENCRYPTION_KEY');
});
