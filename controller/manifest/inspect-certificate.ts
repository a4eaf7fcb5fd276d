import { X509Certificate } from 'node:crypto';
import { canonicalPem } from '../../schemas/contract/pem.ts';
import type { FileContent } from './file-content.ts';
import type { Message } from './finding.ts';

const day = 24 * 60 * 60 * 1000;
/** Bits below which an RSA key is refused (NIST SP 800-131A, section 3). */
const weakRsa = 2048;

/** Looks at one signing certificate in PEM form. `field` is the member that takes it. */
export function inspectCertificate(bytes: Buffer, field: string, now: Date): FileContent {
  const text = bytes.toString('utf8');
  const form = checkForm(text, bytes);
  if (form) return { messages: [form], add: undefined };
  const messages = checkCertificate(text, now);
  const usable = messages.every(({ severity }) => severity === 'warning');
  return { messages, add: usable ? { [field]: canonicalPem(text) } : undefined };
}

function checkForm(text: string, bytes: Buffer): Message | undefined {
  const blocks = text.match(/-----BEGIN [A-Z0-9 ]+-----/g) ?? [];
  if (blocks.some((block) => block.includes('PRIVATE KEY'))) {
    return {
      code: 'certificate/private-key',
      summary: 'this holds a private key, and no secret belongs in a manifest set',
      remedy: 'Keep only the certificate; replace the key, because it may have been seen',
    };
  }
  const certificates = blocks.filter((block) => block === '-----BEGIN CERTIFICATE-----').length;
  if (certificates === 1) return undefined;
  if (certificates > 1) {
    const remedy = 'List each certificate as an item of its own; leave issuers out';
    return {
      code: 'certificate/several',
      summary: `this holds ${certificates} certificates; one is due`,
      remedy,
    };
  }
  const binary = bytes[0] === 0x30;
  return {
    code: 'certificate/not-pem',
    summary: binary ? 'this is a certificate in binary form (DER)' : 'this is no certificate in PEM form',
    remedy: binary
      ? 'Convert it: openssl x509 -inform der -in FILE -out FILE.pem'
      : 'A PEM file begins with -----BEGIN CERTIFICATE-----',
  };
}

/** What is wrong with a certificate in PEM form: unreadable, weak, expired or soon to be. */
export function checkCertificate(pem: string, now: Date): Message[] {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        code: 'certificate/unreadable',
        summary: `this certificate cannot be read: ${reason}`,
        remedy: 'Export it again from the identity provider',
      },
    ];
  }
  return [...checkKey(certificate), ...checkTime(certificate, now)];
}

function checkKey(certificate: X509Certificate): Message[] {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = certificate.publicKey;
  const bits = details?.modulusLength;
  if (type.startsWith('rsa') && bits !== undefined && bits >= weakRsa) return [];
  if (
    type === 'ec' &&
    !/^(?:secp1(?:12|28|60|92)|prime192|sect1|brainpoolP1)/.test(details?.namedCurve ?? '')
  )
    return [];
  if (type === 'ed25519' || type === 'ed448') return [];
  const key = bits === undefined ? `a ${type} key` : `an ${type.toUpperCase()} key of ${bits} bits`;
  return [
    {
      code: 'certificate/weak-key',
      summary: `this certificate has ${key}, which is too weak`,
      remedy: `Ask the identity provider for one with RSA of at least ${weakRsa} bits, or with an elliptic curve`,
    },
  ];
}

function checkTime(certificate: X509Certificate, now: Date): Message[] {
  const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (to <= now) {
    const ago = Math.floor((now.getTime() - to.getTime()) / day);
    const summary = `this certificate expired on ${dateOf(to)}, ${ago} day${ago === 1 ? '' : 's'} ago`;
    return [
      {
        code: 'certificate/expired',
        summary,
        remedy: 'Take the current certificate of the identity provider',
      },
    ];
  }
  if (from > now) {
    const summary = `this certificate is valid only from ${dateOf(from)} on`;
    return [
      {
        severity: 'warning',
        code: 'certificate/not-yet-valid',
        summary,
        remedy: 'Keep the current certificate beside it until then',
      },
    ];
  }
  const left = Math.floor((to.getTime() - now.getTime()) / day);
  if (left >= 30) return [];
  const summary = `this certificate expires on ${dateOf(to)}, in ${left} day${left === 1 ? '' : 's'}`;
  return [
    {
      severity: 'warning',
      code: 'certificate/expires-soon',
      summary,
      remedy: 'Add its successor beside it now, so that both are accepted',
    },
  ];
}

function dateOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
