import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { idpKeys } from '../../../controller/idp/idp-keys.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'bylaw-idp-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** It is told to stop before it starts: it says where it listens, and ends. */
const idp = (words: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  runCommand(['idp', '--port', '0', ...words], { cwd: folder, env, stopSignal: AbortSignal.abort() });

it('says where it listens and where its metadata are', async () => {
  const { exitCode, stdout, stderr } = await idp([
    '--keys',
    'keys',
    '--user',
    'ana@acme.example',
    '--group',
    'Support',
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.not.stringContaining('error') });
  expect(stdout).toMatch(
    /listens at http:\/\/127\.0\.0\.1:\d+\n.*metadata: http:\/\/127\.0\.0\.1:\d+\/metadata\n/,
  );
});

it('keeps its keys in a folder', async () => {
  const now = new Date('2027-03-01T10:00:00Z');
  const [first, again] = [await idpKeys(join(folder, 'kept'), now), await idpKeys(join(folder, 'kept'), now)];
  expect(again).toEqual(first);
  const certificate = new X509Certificate(first.current.certificate);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(now.getTime());
  expect(first.previous.certificate).not.toBe(first.current.certificate);
});

it('lists its faults with the checks that refuse them', async () => {
  const { exitCode, stdout } = await runCommand(['idp', '--list-faults']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^wrong-audience +saml\/audience +made for another service$/m);
  expect(stdout).toMatch(/^missing-groups +accepted +no group claim$/m);
});

it.each([
  [['--fault', 'wrong-audiense'], {}, "There is no fault called 'wrong-audiense'"],
  [[], { BYLAW_IDP_FAULT: 'none-such' }, "There is no fault called 'none-such'"],
  [['--encrypt-for', 'missing.pem'], {}, 'missing.pem cannot be read'],
  [['--encrypt-for', 'junk.pem'], {}, 'junk.pem is no certificate'],
  [['--sign', 'nothing'], {}, 'nothing'],
])('refuses %j', async (words, env, message) => {
  writeFileSync(join(folder, 'junk.pem'), 'junk');
  const { exitCode, stdout, stderr } = await idp(words, env);
  expect(exitCode).toBe(1);
  expect(stdout + stderr).toContain(message);
});
