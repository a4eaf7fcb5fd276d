// How many RSA signatures (2048 bits, SHA-256, over as much as a SignedInfo has) one core verifies a second: `node rsa-rate.mjs MILLISECONDS`.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { printRate } from '../load/repeat.mjs';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const bytes = Buffer.alloc(700, 'x');
const value = sign('sha256', bytes, privateKey);
await printRate([bytes], Number(process.argv[2] ?? 1000), () => {
  if (!verify('sha256', bytes, publicKey, value)) throw new Error('it does not verify');
});
