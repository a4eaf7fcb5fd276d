import { names } from './names.ts';
import type { AssertionModel, ResponseModel } from './response-model.ts';
import type { SigningOptions } from './sign-xml.ts';

/** A way to misbehave: changes of what is said, of how it is signed, and of the text in the end. */
export interface Fault {
  readonly summary: string;
  /** The check of the service provider that must refuse it; undefined: the response is good, and says something unusual. */
  readonly refusedBy?: string;
  readonly response?: (model: ResponseModel, now: Date) => ResponseModel;
  readonly signing?: SigningOptions;
  readonly key?: 'previous';
  readonly signed?: 'none';
  readonly text?: (xml: string) => string;
  /** The last response is sent once more. */
  readonly replay?: true;
}

const at = (now: Date, minutes: number): string => new Date(now.getTime() + minutes * 60_000).toISOString();

/** A fault of what the assertion says. */
function saying(
  summary: string,
  refusedBy: string | undefined,
  change: (model: AssertionModel, now: Date) => Partial<AssertionModel>,
): Fault {
  const response = (model: ResponseModel, now: Date): ResponseModel => ({
    ...model,
    assertion: { ...model.assertion, ...change(model.assertion, now) },
  });
  return refusedBy === undefined ? { summary, response } : { summary, refusedBy, response };
}

/** A clock that goes wrong by so many minutes: every time of the response moves along. */
function clock(summary: string, minutes: number): Fault {
  const move = (value: unknown): unknown =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(value) ? at(new Date(value), minutes) : value;
  const moved = <Model extends object>(model: Model): Model =>
    Object.assign(
      {},
      model,
      Object.fromEntries(Object.entries(model).map(([key, value]) => [key, move(value)])),
    );
  return {
    summary,
    refusedBy: 'saml/issue-instant',
    response: (model) => ({ ...moved(model), assertion: moved(model.assertion) }),
  };
}

function without(model: AssertionModel, claim: RegExp): Partial<AssertionModel> {
  return { attributes: model.attributes.filter(({ name }) => !claim.test(name)) };
}

const group = /claims\/Group$/;

function groups(model: AssertionModel, values: readonly string[]): Partial<AssertionModel> {
  const kept = model.attributes.filter(({ name }) => !group.test(name));
  return { attributes: [...kept, { name: 'http://schemas.xmlsoap.org/claims/Group', values }] };
}

/** A second assertion, forged and unsigned, before the good one. */
function wrap(xml: string): string {
  return xml.replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, (good) => {
    const forged = good
      .replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '')
      .replace(/ ID="[^"]*"/, ' ID="_forged"')
      .replace(/(<saml:NameID[^>]*>)[^<]*/, '$1admin@evil.example');
    return forged + good;
  });
}

/** Every way to misbehave, by its name. */
export const faults: Readonly<Record<string, Fault>> = {
  'wrong-audience': saying('made for another service', 'saml/audience', () => ({
    audiences: [['https://other.example/saml']],
  })),
  'no-audience': saying('made for nobody in particular', 'saml/audience-missing', () => ({ audiences: [] })),
  'wrong-recipient': saying('for another consumer service', 'saml/recipient', () => ({
    recipient: 'https://other.example/acs',
  })),
  'wrong-destination': {
    summary: 'sent to another address',
    refusedBy: 'saml/destination',
    response: (model) => ({ ...model, destination: 'https://other.example/acs' }),
  },
  'wrong-issuer': saying('issued by somebody else', 'saml/issuer', () => ({
    issuer: 'https://evil.example/metadata',
  })),
  'wrong-request': saying('answers another request', 'saml/in-response-to', () => ({
    inResponseTo: '_another',
  })),
  unsolicited: {
    summary: 'answers no request',
    refusedBy: 'saml/unsolicited',
    response: (model) => ({
      ...model,
      inResponseTo: undefined,
      assertion: { ...model.assertion, inResponseTo: undefined },
    }),
  },
  'old-certificate': {
    summary: 'signed by the key before',
    refusedBy: 'saml/signature-invalid',
    key: 'previous',
  },
  'fast-clock': clock('the clock is an hour ahead', 60),
  'slow-clock': clock('the clock is an hour behind', -60),
  expired: saying('over for five minutes', 'saml/expired', (_, now) => ({ notOnOrAfter: at(now, -5) })),
  'not-yet-valid': saying('valid in five minutes', 'saml/not-yet-valid', (_, now) => ({
    notBefore: at(now, 5),
  })),
  'valid-for-a-day': saying('valid for a day', 'saml/validity-too-long', (_, now) => ({
    notOnOrAfter: at(now, 1_440),
  })),
  'confirmation-over': saying('the confirmation is over', 'saml/confirmation-expired', (_, now) => ({
    confirmationNotOnOrAfter: at(now, -5),
  })),
  'holder-of-key': saying('confirmed otherwise than by its bearer', 'saml/confirmation-method', () => ({
    method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key',
  })),
  'session-over': saying('the session there has ended', 'saml/session-over', (_, now) => ({
    sessionNotOnOrAfter: at(now, -5),
  })),
  'no-sign-in': saying('tells of no sign-in', 'saml/authn-statement', () => ({ authnInstant: undefined })),
  'failed-status': {
    summary: 'says that it failed',
    refusedBy: 'saml/status',
    response: (model) => ({ ...model, status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }),
  },
  'version-1': {
    summary: 'another version of SAML',
    refusedBy: 'saml/version',
    response: (model) => ({ ...model, version: '1.1' }),
  },
  unsigned: { summary: 'not signed', refusedBy: 'saml/unsigned', signed: 'none' },
  tampered: {
    summary: 'changed after it was signed',
    refusedBy: 'saml/digest-mismatch',
    text: (xml) => xml.replace(/(<saml:NameID[^>]*>)[^<]*/, '$1admin@evil.example'),
  },
  wrapped: {
    summary: 'a forged assertion before the signed one',
    refusedBy: 'saml/assertion-count',
    text: wrap,
  },
  sha1: {
    summary: 'signed with SHA-1',
    refusedBy: 'saml/signature-algorithm',
    signing: { algorithm: names.rsaSha1, digest: names.sha1 },
  },
  comment: {
    summary: 'a comment in the NameID',
    refusedBy: 'saml/forbidden-markup',
    text: (xml) => xml.replace('</saml:NameID>', '<!-- x -->.evil.example</saml:NameID>'),
  },
  doctype: {
    summary: 'a document type with an entity',
    refusedBy: 'saml/forbidden-markup',
    text: (xml) => `<!DOCTYPE r [<!ENTITY a "b">]>${xml}`,
  },
  'bad-name-id': saying('a NameID that is no e-mail address', 'saml/name-id', () => ({
    nameId: 'S-1-5-21-1-2-3-500',
  })),
  'duplicate-attribute': saying('the same attribute twice', 'saml/duplicate-attribute', ({ attributes }) => ({
    attributes: [...attributes, { name: 'department', values: ['a'] }, { name: 'department', values: ['b'] }],
  })),
  replay: { summary: 'the last response once more', refusedBy: 'saml/in-response-to', replay: true },
  'renamed-name-id': saying('the person goes by another NameID', undefined, ({ nameId }) => ({
    nameId: `renamed.${nameId}`,
  })),
  'upper-case-name-id': saying('the NameID in capitals', undefined, ({ nameId }) => ({
    nameId: nameId.toUpperCase(),
  })),
  'missing-email': saying('no e-mail address', undefined, (model) => without(model, /emailaddress$/)),
  'missing-names': saying('no first and last name', undefined, (model) =>
    without(model, /(?:givenname|surname)$/),
  ),
  'missing-groups': saying('no group claim', undefined, (model) => without(model, group)),
  'empty-groups': saying('a group claim without groups', undefined, (model) => groups(model, [])),
  'sid-groups': saying('groups as keys of a directory', undefined, (model) =>
    groups(model, ['S-1-5-21-1-2-3-512', '7a2c8f0e-1b3d-4c5e-9f60-123456789abc']),
  ),
};
