import fc from 'fast-check';
import { diag } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import { responseXml } from '../../../../controller/idp/response-xml.ts';
import { partsOf, refusesAll, response, swap } from './attack.ts';
import {
  base64,
  connectionWith,
  encrypted,
  judge,
  message,
  model,
  now,
  outcome,
  requestId,
  signed,
} from './world.ts';

const groups = (count: number) => [
  {
    name: 'http://schemas.xmlsoap.org/claims/Group',
    values: Array.from({ length: count }, (_, index) => `Group ${index}`),
  },
];
const namespaces = Array.from({ length: 30 }, (_, index) => `xmlns:n${index}="urn:n:${index}"`).join(' ');
const untyped = ' xsi:type="xs:string">Support<';

describe('messages at the edge of what is allowed', () => {
  refusesAll([
    [
      'many elements with many namespaces, in a broken signature',
      'saml/digest-mismatch',
      () => swap(message(), untyped, `><x ${namespaces}>${'<n1:y n2:a=""/>'.repeat(1_800)}</x><`),
    ],
    [
      'depth',
      'saml/digest-mismatch',
      () => swap(message(), untyped, `>${'<x>'.repeat(200)}${'</x>'.repeat(200)}<`),
    ],
    ['much text', 'saml/digest-mismatch', () => swap(message(), untyped, `>${'x'.repeat(180_000)}<`)],
    [
      'many references to characters',
      'saml/digest-mismatch',
      () => swap(message(), untyped, `>${'&#13;'.repeat(35_000)}<`),
    ],
    [
      'many confirmations',
      'saml/digest-mismatch',
      () =>
        swap(
          message(),
          /(?=<saml:SubjectConfirmation )/,
          '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>'.repeat(1_800),
        ),
    ],
    [
      'many extensions',
      'saml/unsigned',
      () =>
        response(
          {
            ...partsOf(message('none')),
            head: swap(
              partsOf(message('none')).head,
              '<samlp:Status>',
              `<samlp:Extensions>${'<x xmlns="urn:x"/>'.repeat(1_800)}</samlp:Extensions><samlp:Status>`,
            ),
          },
          partsOf(message('none')).assertion,
        ),
    ],
    [
      'many prefixes that are to be kept',
      'saml/transforms',
      () =>
        swap(
          message(),
          /(<ds:Transform Algorithm="[^"]*exc-c14n#")\/>/,
          `<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="${'xs '.repeat(50_000)}"/></ds:Transform>`,
        ),
    ],
  ]);

  it('accepts a person with many groups', async () => {
    const verdict = await judge(signed(responseXml(model({}, { attributes: groups(1_000) })), 'both'));
    expect(await outcome(verdict)).toBe('accepted ana@acme.example');
    expect('verified' in verdict && [...verdict.verified.attributes.values()][0]).toHaveLength(1_000);
  });

  it('gives back what it took outside of JavaScript, whether it accepts or refuses', async () => {
    const messages = [
      message('both'),
      message('none'),
      encrypted({ inner: true, outer: true }),
      '<a',
      '<a/>',
    ];
    await judge(message());
    diag.configure({ enabled: true });
    for (const xml of messages) await judge(xml);
    const left: unknown = diag.report();
    diag.configure({ enabled: false });
    expect(left).toEqual({});
  });
});

describe('any message', () => {
  const expectations = { requestId, now };

  it('is judged, never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.anything(), fc.base64String(), fc.string().map(base64)), async (input) => {
        expect(await verifyResponse(input, connectionWith(), expectations)).toHaveProperty('refused');
      }),
      { numRuns: 300 },
    );
  });

  const sources = { assertion: message('assertion'), response: message('response'), both: message('both') };
  it.each(Object.entries(sources))(
    'says nothing else than what was signed, however it is changed (%s)',
    async (_name, xml) => {
      const place = fc.nat(xml.length - 1);
      const change = fc.record({
        from: place,
        length: fc.nat(60),
        to: place,
        put: fc.constantFrom('', 'x', '<', '"', '&#13;', ' ', '<x/>'),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
          const changed = changes.reduce(
            (text, { from, length, to, put }) => splice(moved(text, from, length, to), from, put),
            xml,
          );
          const verdict = await verifyResponse(base64(changed), connectionWith(), expectations);
          const identity = 'verified' in verdict ? verdict.verified : undefined;
          if (identity !== undefined) {
            expect(identity.nameId).toBe('ana@acme.example');
            expect([...identity.attributes.values()].flat()).toEqual([
              'ana@acme.example',
              'Ana',
              'Horvat',
              'Support',
              'Finance',
            ]);
          }
        }),
        { numRuns: 250 },
      );
    },
  );
});

const splice = (text: string, at: number, put: string): string => text.slice(0, at) + put + text.slice(at);

/** A piece of the text, copied to another place. */
function moved(text: string, from: number, length: number, to: number): string {
  return splice(text, to, text.slice(from, from + length));
}
