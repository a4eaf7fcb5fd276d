/** Every check that a SAML message can fail, in the order in which they are made (checks 1 to 20 of the checklist). */
const samlChecks = [
  'saml/not-a-string',
  'saml/too-large',
  'saml/not-base64',
  'saml/nul',
  'saml/not-utf8',
  'saml/forbidden-markup',
  'saml/too-many-nodes',
  'saml/not-xml',
  'saml/schema',
  'saml/root',
  'saml/foreign-twin',
  'saml/forbidden-element',
  'saml/duplicate-id',
  'saml/assertion-count',
  'saml/assertion-place',
  'saml/signature-place',
  'saml/reference',
  'saml/transforms',
  'saml/canonicalization',
  'saml/signature-algorithm',
  'saml/digest-algorithm',
  'saml/encryption-algorithm',
  'saml/not-encrypted',
  'saml/unsigned',
  'saml/response-not-signed',
  'saml/assertion-not-signed',
  'saml/signature-invalid',
  'saml/digest-mismatch',
  'saml/decryption',
  'saml/version',
  'saml/status',
  'saml/response-issuer',
  'saml/destination',
  'saml/time-format',
  'saml/issue-instant',
  'saml/assertion-version',
  'saml/issuer',
  'saml/issuer-format',
  'saml/conditions-missing',
  'saml/not-yet-valid',
  'saml/expired',
  'saml/audience-missing',
  'saml/audience',
  'saml/unknown-condition',
  'saml/subject-missing',
  'saml/confirmation-method',
  'saml/recipient',
  'saml/confirmation-expired',
  'saml/confirmation-not-before',
  'saml/unsolicited',
  'saml/in-response-to',
  'saml/name-id',
  'saml/authn-statement',
  'saml/session-over',
  'saml/validity-too-long',
  'saml/duplicate-attribute',
  'saml/disagreement',
  'saml/query',
  'saml/metadata-provider',
  'saml/metadata-entity-id',
  'saml/metadata-address',
  'saml/metadata-certificate',
  'saml/metadata-expired',
  'saml/internal',
] as const;

export type SamlCheck = (typeof samlChecks)[number];

/** For the audit log: the check and what was found; never for the person who signs in. */
export interface Refused {
  readonly check: SamlCheck;
  readonly detail: string;
}

/** A message that is refused; does not leave this folder, whose functions give it back as a value. */
export class SamlRefusal extends Error {
  readonly check: SamlCheck;

  constructor(check: SamlCheck, detail: string) {
    super(detail);
    this.name = 'SamlRefusal';
    this.check = check;
  }
}

/** @throws SamlRefusal */
export function refuse(check: SamlCheck, detail: string): never {
  throw new SamlRefusal(check, detail);
}

/** What a message says, cut to a length that a log bears. */
export function shown(value: string | undefined): string {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}...` : value);
}

/** The refusal that an error stands for. What is none of ours refuses too: a message that breaks a library is not accepted. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof SamlRefusal) return { check: error.check, detail: error.message };
  const name = error instanceof Error ? error.name : typeof error;
  return { check: 'saml/internal', detail: `the message could not be judged (${name})` };
}
