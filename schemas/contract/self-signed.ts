import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { pemOf } from './pem.ts';

/** A private key, and the certificate that goes with it, both in PEM form. */
export interface KeyPair {
  readonly privateKey: string;
  readonly certificate: string;
}

/** Tags of ASN.1 (ITU-T X.690) that a certificate needs. */
const tags = {
  integer: 0x02,
  bits: 0x03,
  none: 0x05,
  oid: 0x06,
  text: 0x0c,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
};

/** sha256WithRSAEncryption (RFC 8017, appendix C) and commonName (RFC 5280, appendix A), encoded. */
const sha256WithRsa = Buffer.from('2a864886f70d01010b', 'hex');
const commonName = Buffer.from('550403', 'hex');

function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}

const sequence = (...content: readonly Buffer[]): Buffer => der(tags.sequence, ...content);

/** GeneralizedTime (RFC 5280, 4.1.2.5.2). */
function timeOf(date: Date): Buffer {
  return der(tags.time, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}

function nameOf(name: string): Buffer {
  return sequence(der(tags.set, sequence(der(tags.oid, commonName), der(tags.text, Buffer.from(name)))));
}

/** What a certificate says of itself. */
export interface CertificateOptions {
  readonly name: string;
  readonly from: Date;
  readonly until: Date;
  /** An RSA key in PEM form; without it one of 2048 bits is made. */
  readonly privateKey?: string;
}

/** An RSA key with a certificate signed by itself (RFC 5280, 4.1), as identity providers use them: only its key counts. */
export function selfSigned({ name, from, until, privateKey: given }: CertificateOptions): KeyPair {
  const key =
    given === undefined
      ? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      : createPrivateKey(given);
  const algorithm = sequence(der(tags.oid, sha256WithRsa), der(tags.none));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  // A serial number is positive and has no needless zeros before it.
  const serial = Buffer.concat([
    Buffer.from([1]),
    createHash('sha256').update(publicKey).digest().subarray(0, 15),
  ]);
  const content = sequence(
    der(tags.version, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, serial),
    algorithm,
    nameOf(name),
    sequence(timeOf(from), timeOf(until)),
    nameOf(name),
    publicKey,
  );
  const signature = der(tags.bits, Buffer.from([0]), sign('sha256', content, key));
  return {
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: pemOf(sequence(content, algorithm, signature).toString('base64')),
  };
}
