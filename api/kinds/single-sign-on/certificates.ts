import { X509Certificate } from 'node:crypto';
import { readIdpFacts } from '../../../schemas/access/idp-metadata.ts';
import { inlineFacts } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { isObject } from '../../../schemas/contract/json.ts';

export interface Certificate {
  readonly subject: string;
  /** Milliseconds. */
  readonly validFrom: number;
  readonly validTo: number;
}

/**
 * The signing certificates by which sign-ins are believed: those of the settings' list, else those of the metadata in the settings. What cannot
 * be read is the validation's to refuse.
 *
 * @param fetched metadata that was read from the address that the settings name
 */
export function certificatesOf(sso: JsonObject, fetched: string | null = null): readonly Certificate[] {
  const provider = sso['identityProvider'];
  const list = isObject(provider) ? provider['certificates'] : undefined;
  if (!Array.isArray(list)) {
    const read = inlineFacts(sso) ?? (fetched === null ? null : readIdpFacts(fetched));
    return (read?.certificates ?? []).flatMap(parse);
  }
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
