import { X509Certificate } from 'node:crypto';
import { isObject, type Json } from '../../schemas/contract/json.ts';
import { escapeControls } from './escape.ts';

/** Finds the PEM text in a value: the text itself, or `{pem: ...}` as a manifest has it. */
function pemOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (isObject(value) && typeof value['pem'] === 'string') return value['pem'];
  return undefined;
}

/** Subject lines come one a line from OpenSSL; the common name says enough where there is one. */
function subjectOf(certificate: X509Certificate): string {
  const parts = certificate.subject.split('\n');
  return parts.find((part) => part.startsWith('CN=')) ?? parts.join(', ');
}

function dayOf(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toISOString().slice(0, 10);
}

/** `certificate CN=idp.acme.example, expires 2027-03-01, SHA-256 5f:3a:...`; never the PEM itself. */
export function certificateText(value: Json): string {
  const pem = pemOf(value);
  if (pem === undefined) return 'certificate (not readable)';
  try {
    const certificate = new X509Certificate(pem);
    const fingerprint = certificate.fingerprint256.toLowerCase().split(':').slice(0, 8).join(':');
    const expiry = dayOf(certificate.validTo);
    return escapeControls(
      `certificate ${subjectOf(certificate)}, expires ${expiry}, SHA-256 ${fingerprint}...`,
    );
  } catch {
    return 'certificate (not readable)';
  }
}
