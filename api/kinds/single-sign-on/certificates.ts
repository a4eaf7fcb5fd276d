import { X509Certificate } from 'node:crypto';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { isObject } from '../../../schemas/contract/json.ts';

export interface Certificate {
  readonly subject: string;
  /** Milliseconds. */
  readonly validFrom: number;
  readonly validTo: number;
}

/** The signing certificates that effective settings name; what cannot be read is the validation's to refuse. */
export function certificatesOf(sso: JsonObject): readonly Certificate[] {
  const provider = sso['identityProvider'];
  const list = isObject(provider) ? provider['certificates'] : undefined;
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) =>
    isObject(item) && typeof item['pem'] === 'string' ? parse(item['pem']) : [],
  );
}

function parse(pem: string): readonly Certificate[] {
  try {
    const { subject, validFrom, validTo } = new X509Certificate(pem);
    return [
      {
        subject: subject.replaceAll('\n', ', '),
        validFrom: Date.parse(validFrom),
        validTo: Date.parse(validTo),
      },
    ];
  } catch {
    return [];
  }
}

export function isValid({ validFrom, validTo }: Certificate, now: number): boolean {
  return validFrom <= now && now < validTo;
}
