import { describe } from 'vitest';
import type { SamlCheck } from '../../../../api/identity/saml/refusal.ts';
import type { AssertionModel, ResponseModel } from '../../../../controller/idp/response-model.ts';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { type Attack, behind, refusesAll, swap } from './attack.ts';
import { acsUrl, entityId, model, now, type Signed, signed, spEntityId } from './world.ts';

/** A time so many seconds from now. */
const at = (seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

type Change = Partial<Omit<ResponseModel, 'assertion'>>;

/** A message that is signed after it was changed: only what it says is wrong. */
const saying = (change: Change, assertion: Partial<AssertionModel> = {}, what: Signed = 'both'): string =>
  signed(responseXml(model(change, assertion)), what);
const asserting = (assertion: Partial<AssertionModel>): string => saying({}, assertion);
const written = (found: string | RegExp, put: string): string =>
  signed(swap(responseXml(model()), found, put), 'both');

const responses = (changes: readonly (readonly [string, SamlCheck, Change, Signed?])[]): Attack[] =>
  changes.map(([name, check, change, what]) => [name, check, () => saying(change, {}, what)]);
const assertions = (changes: readonly (readonly [string, SamlCheck, Partial<AssertionModel>])[]): Attack[] =>
  changes.map(([name, check, change]) => [name, check, () => asserting(change)]);

describe('the response', () => {
  const status = 'urn:oasis:names:tc:SAML:2.0:status:';
  refusesAll([
    ...responses([
      ['version 1.1', 'saml/version', { version: '1.1' }],
      ['version 2.1', 'saml/version', { version: '2.1' }],
      ['version 2.0 with a space', 'saml/version', { version: '2.0 ' }],
      ['a failure', 'saml/status', { status: `${status}Responder` }],
      ['a success of another kind', 'saml/status', { status: `${status}Success2` }],
      ['a success in small letters', 'saml/status', { status: `${status}success` }],
      ['an unsigned failure', 'saml/status', { status: `${status}AuthnFailed` }, 'assertion'],
      ['another issuer', 'saml/response-issuer', { issuer: 'https://evil.example' }],
      ['another issuer, not signed', 'saml/response-issuer', { issuer: 'https://evil.example' }, 'assertion'],
      ['an issuer with a slash more', 'saml/response-issuer', { issuer: `${entityId}/` }],
      ['an empty issuer', 'saml/response-issuer', { issuer: '' }],
      ['no destination', 'saml/destination', { destination: undefined }],
      ['another destination', 'saml/destination', { destination: 'https://other.example/acs' }],
      [
        'another destination, not signed',
        'saml/destination',
        { destination: 'https://other.example/acs' },
        'assertion',
      ],
      ['a destination that begins with ours', 'saml/destination', { destination: `${acsUrl}.evil.example` }],
      ['our destination in capitals', 'saml/destination', { destination: acsUrl.toUpperCase() }],
      ['our destination with a query', 'saml/destination', { destination: `${acsUrl}?x=1` }],
      ['an empty destination', 'saml/destination', { destination: '' }],
      ['issued 12 minutes ago', 'saml/issue-instant', { issueInstant: at(-720) }],
      ['issued yesterday', 'saml/issue-instant', { issueInstant: at(-86_400) }],
      ['issued in 2 minutes', 'saml/issue-instant', { issueInstant: at(120) }],
      ['issued in local time', 'saml/time-format', { issueInstant: '2027-03-01T10:00:00' }],
      ['issued in another zone', 'saml/time-format', { issueInstant: '2027-03-01T11:00:00+01:00' }],
      ['issued in a time with spaces', 'saml/schema', { issueInstant: ' 2027-03-01T10:00:00Z ' }],
      ['an answer to nothing', 'saml/unsolicited', { inResponseTo: undefined }],
      ['an answer to nothing, not signed', 'saml/unsolicited', { inResponseTo: undefined }, 'assertion'],
      ['an answer to another request', 'saml/in-response-to', { inResponseTo: '_q0002' }],
      [
        'an answer to another request, not signed',
        'saml/in-response-to',
        { inResponseTo: '_q0002' },
        'assertion',
      ],
    ]),
    [
      'a second status inside the first',
      'saml/status',
      () =>
        written(
          /<samlp:StatusCode [^>]*><\/samlp:StatusCode>/,
          `<samlp:StatusCode Value="${status}Responder"><samlp:StatusCode Value="${status}Success"/></samlp:StatusCode>`,
        ),
    ],
    [
      'a failure without an assertion',
      'saml/status',
      () =>
        signed(
          responseXml(model({ status: `${status}Requester` })).replace(
            /<saml:Assertion[\s\S]*<\/saml:Assertion>/,
            '',
          ),
          'response',
        ),
    ],
    [
      'a success without an assertion',
      'saml/assertion-count',
      () => signed(responseXml(model()).replace(/<saml:Assertion[\s\S]*<\/saml:Assertion>/, ''), 'response'),
    ],
    [
      'an issuer of another format',
      'saml/issuer-format',
      () =>
        written(
          '<saml:Issuer>',
          '<saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">',
        ),
    ],
  ]);
});

describe('the assertion', () => {
  refusesAll(
    assertions([
      ['version 1.1', 'saml/assertion-version', { version: '1.1' }],
      ['another issuer', 'saml/issuer', { issuer: 'https://evil.example' }],
      ['an issuer with a space', 'saml/issuer', { issuer: `${entityId} ` }],
      ['an issuer in other letters', 'saml/issuer', { issuer: entityId.toUpperCase() }],
      ['an issuer that begins with ours', 'saml/issuer', { issuer: `${entityId}.evil.example` }],
      [
        'an issuer of another format',
        'saml/issuer-format',
        { issuerFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent' },
      ],
      ['issued a day ago', 'saml/issue-instant', { issueInstant: at(-86_400) }],
      ['issued tomorrow', 'saml/issue-instant', { issueInstant: at(86_400) }],
      ['for another audience', 'saml/audience', { audiences: [['https://other.example']] }],
      ['for an audience that begins with ours', 'saml/audience', { audiences: [[`${spEntityId}/other`]] }],
      ['for our audience with a space', 'saml/audience', { audiences: [[` ${spEntityId}`]] }],
      ['for our audience in capitals', 'saml/audience', { audiences: [[spEntityId.toUpperCase()]] }],
      ['for our address as the audience', 'saml/audience', { audiences: [[acsUrl]] }],
      [
        'for two audiences at once, one not ours',
        'saml/audience',
        { audiences: [[spEntityId], ['https://other.example']] },
      ],
      ['for an empty audience', 'saml/audience', { audiences: [['']] }],
      ['for no audience', 'saml/audience-missing', { audiences: [] }],
      ['over for 61 seconds', 'saml/expired', { notOnOrAfter: at(-61) }],
      ['over for 60 seconds', 'saml/expired', { notOnOrAfter: at(-60) }],
      ['over for a year', 'saml/expired', { notBefore: at(-40_000_000), notOnOrAfter: at(-31_536_000) }],
      ['valid in 61 seconds', 'saml/not-yet-valid', { notBefore: at(61) }],
      ['valid tomorrow', 'saml/not-yet-valid', { notBefore: at(86_400), notOnOrAfter: at(90_000) }],
      ['valid without end', 'saml/conditions-missing', { notOnOrAfter: undefined }],
      ['valid for a day', 'saml/validity-too-long', { notOnOrAfter: at(86_400) }],
      ['valid for two hours', 'saml/validity-too-long', { notOnOrAfter: at(7_200) }],
      ['an end in local time', 'saml/time-format', { notOnOrAfter: '2027-03-01T10:05:00' }],
      ['an end in another zone', 'saml/time-format', { notOnOrAfter: '2027-03-01T23:05:00+13:00' }],
      ['a begin in local time', 'saml/time-format', { notBefore: '2027-03-01T09:55:00' }],
      ['no sign-in', 'saml/authn-statement', { authnInstant: undefined }],
      ['a sign-in tomorrow', 'saml/authn-statement', { authnInstant: at(86_400) }],
      ['a session that is over', 'saml/session-over', { sessionNotOnOrAfter: at(-61) }],
      ['a session in another zone', 'saml/time-format', { sessionNotOnOrAfter: '2027-03-01T12:00:00+01:00' }],
    ]),
  );
  refusesAll([
    [
      'no conditions',
      'saml/conditions-missing',
      () => written(/<saml:Conditions[\s\S]*<\/saml:Conditions>/, ''),
    ],
    [
      'a condition of another kind',
      'saml/unknown-condition',
      () =>
        written(
          '<saml:AudienceRestriction>',
          '<saml:Condition xmlns:e="urn:e" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="saml:OneTimeUseType"/><saml:AudienceRestriction>',
        ),
    ],
    ['no subject', 'saml/subject-missing', () => written(/<saml:Subject>[\s\S]*<\/saml:Subject>/, '')],
  ]);
});

describe('the confirmation of the subject', () => {
  refusesAll(
    assertions([
      [
        'by the holder of a key',
        'saml/confirmation-method',
        { method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' },
      ],
      [
        'by a sender who vouches',
        'saml/confirmation-method',
        { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' },
      ],
      ['of SAML 1', 'saml/confirmation-method', { method: 'urn:oasis:names:tc:SAML:1.0:cm:bearer' }],
      ['no recipient', 'saml/recipient', { recipient: undefined }],
      ['another recipient', 'saml/recipient', { recipient: 'https://other.example/acs' }],
      ['a recipient that begins with ours', 'saml/recipient', { recipient: `${acsUrl}/x` }],
      ['our entity ID as the recipient', 'saml/recipient', { recipient: spEntityId }],
      ['no end', 'saml/confirmation-expired', { confirmationNotOnOrAfter: undefined }],
      ['over for 61 seconds', 'saml/confirmation-expired', { confirmationNotOnOrAfter: at(-61) }],
      ['good for a day', 'saml/validity-too-long', { confirmationNotOnOrAfter: at(86_400) }],
      [
        'an end in another zone',
        'saml/time-format',
        { confirmationNotOnOrAfter: '2027-03-01T11:05:00+01:00' },
      ],
      ['a begin', 'saml/confirmation-not-before', { confirmationNotBefore: at(-300) }],
      ['an answer to nothing', 'saml/unsolicited', { inResponseTo: undefined }],
      ['an answer to another request', 'saml/in-response-to', { inResponseTo: '_q0002' }],
      ['an answer to a request that begins with ours', 'saml/in-response-to', { inResponseTo: '_q00010' }],
    ]),
  );
  refusesAll([
    [
      'no data',
      'saml/recipient',
      () => written(/<saml:SubjectConfirmationData[\s\S]*?<\/saml:SubjectConfirmationData>/, ''),
    ],
    [
      'none',
      'saml/confirmation-method',
      () => written(/<saml:SubjectConfirmation [\s\S]*<\/saml:SubjectConfirmation>/, ''),
    ],
  ]);
});

describe('the NameID', () => {
  const dangerous = [
    '',
    ' ',
    'ana',
    '@',
    'ana@',
    '@acme.example',
    'a@b@c.example',
    ' ana@acme.example',
    'ana@acme.example ',
    'ana@acme.example\n',
    'ana@ acme.example',
    'ana\t@acme.example',
    'ana@acme.example\u200b',
    'ana@acme.example\u202e',
    'ana\u00ad@acme.example',
    'ana@acme.example, boss@acme.example',
    `${'a'.repeat(250)}@x.example`,
    'S-1-5-21-1-2-3-4',
    '{"nameId":"ana"}',
  ];
  refusesAll(
    dangerous.map((nameId) => [
      `is ${JSON.stringify(nameId).slice(0, 40)}`,
      'saml/name-id',
      () => asserting({ nameId }),
    ]),
  );
  refusesAll([
    ['is not there', 'saml/name-id', () => written(/<saml:NameID [\s\S]*?<\/saml:NameID>/, '')],
    [
      'is encrypted',
      'saml/name-id',
      () =>
        written(
          /<saml:NameID [\s\S]*?<\/saml:NameID>/,
          '<saml:EncryptedID><xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:CipherData><xenc:CipherValue>AAAA</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedID>',
        ),
    ],
    [
      'is not in the subject, but in its confirmation',
      'saml/name-id',
      () =>
        written(
          /(<saml:NameID [\s\S]*?<\/saml:NameID>)(<saml:SubjectConfirmation [^>]*>)/,
          '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:NameID>ana@acme.example</saml:NameID>',
        ),
    ],
    [
      'has an element in it',
      'saml/schema',
      () => written('>ana@acme.example</saml:NameID>', '>ana@<x/>acme.example</saml:NameID>'),
    ],
  ]);
});

describe('attributes', () => {
  const email = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress';
  const twice = (name: string): Partial<AssertionModel> => ({
    attributes: [
      { name, values: ['a'] },
      { name, values: ['b'] },
    ],
  });
  refusesAll(
    assertions([
      ['the same name twice', 'saml/duplicate-attribute', twice(email)],
      [
        'the same name twice, in two forms',
        'saml/duplicate-attribute',
        {
          attributes: [
            { name: email, values: ['a'] },
            { name: email, nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri', values: ['b'] },
          ],
        },
      ],
      ['a name of the language twice', 'saml/duplicate-attribute', twice('__proto__')],
      ['an empty name twice', 'saml/duplicate-attribute', twice('')],
    ]),
  );
  refusesAll([
    [
      'the same name in two statements',
      'saml/duplicate-attribute',
      () =>
        signed(
          behind(
            responseXml(model()),
            /<\/saml:AttributeStatement>/,
            `<saml:AttributeStatement><saml:Attribute Name="${email}"><saml:AttributeValue>boss@acme.example</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>`,
          ),
          'both',
        ),
    ],
  ]);
});
