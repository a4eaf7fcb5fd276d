import { DOMImplementation } from '@xmldom/xmldom';
import * as samlify from 'samlify';
import { once } from '../../../schemas/once.ts';
import type { SamlConnection } from './connection.ts';
import { bindings, namespaces } from './namespaces.ts';
import type { SamlifyView } from './reading.ts';
import { refuse, shown } from './refusal.ts';
import { DocumentScope } from './xml-document.ts';

/**
 * samlify serialises what it parsed before it verifies, and its DOM writes a carriage return as it is: read again it is a
 * line feed, and a valid signature breaks (Google, PingOne, AWS). Without comments and CDATA, which were refused, a
 * reference says the same everywhere. samlify and xml-crypto leave no other place for it than the DOM of the process.
 */
const mendSerialisation = once((_: 'once') => {
  const prototype: object = Object.getPrototypeOf(new DOMImplementation().createDocument(null, null, null));
  const serialise: unknown = Reflect.get(prototype, 'toString');
  if (typeof serialise !== 'function') throw new Error('the DOM of samlify cannot be mended');
  Reflect.set(prototype, 'toString', function (this: object, ...options: unknown[]): string {
    return String(Reflect.apply(serialise, this, options)).replaceAll('\r', '&#xD;');
  });
  return true;
});

/**
 * A second opinion (check 18): samlify must accept the same response and read the same NameID from it. Its clock is that
 * of the process and its answer to a validator is global, so times are left to us, who are given the time, and the schema
 * was held against the text already.
 * @throws SamlRefusal
 */
export async function askSamlify(
  view: SamlifyView,
  connection: SamlConnection,
  nameId: string,
): Promise<void> {
  const found = await readNameId(view, connection).catch((error: unknown) =>
    refuse('saml/disagreement', `samlify refuses: ${reasonOf(error)}`),
  );
  if (found !== nameId) refuse('saml/disagreement', 'samlify reads another NameID');
}

/** It throws strings and errors of all kinds. */
function reasonOf(error: unknown): string {
  return shown(error instanceof Error ? error.message : String(error));
}

async function readNameId(view: SamlifyView, connection: SamlConnection): Promise<string | undefined> {
  mendSerialisation('once');
  samlify.setSchemaValidator({ validate: () => Promise.resolve('validated before') });
  const certificate = connection.certificates[view.certificate] ?? '';
  const text = hasForeignKeyInfo(view.text, certificate) ? withoutKeyInfo(view.text) : view.text;
  const parsed = await serviceProvider(connection, view).parseLoginResponse(
    identityProvider(connection, certificate, view.decryptionKey !== undefined),
    'post',
    { body: { SAMLResponse: Buffer.from(text, 'utf8').toString('base64') } },
  );
  return parsed.extract.nameID;
}

/** Tolerance that leaves times out of its judgement: a hundred years. */
const anyTime = 100 * 365 * 24 * 3_600_000;

function serviceProvider(
  { spEntityId, acsUrl }: SamlConnection,
  { decryptionKey }: SamlifyView,
): samlify.ServiceProviderInstance {
  return samlify.ServiceProvider({
    entityID: spEntityId,
    assertionConsumerService: [{ Binding: bindings.post, Location: acsUrl }],
    clockDrifts: [-anyTime, anyTime],
    ...(decryptionKey === undefined ? {} : { encPrivateKey: decryptionKey }),
  });
}

/** One certificate at a time: of several it takes the first where the signature has no KeyInfo. */
function identityProvider(
  { idpEntityId }: SamlConnection,
  certificate: string,
  encrypted: boolean,
): samlify.IdentityProviderInstance {
  const address = [{ Binding: bindings.redirect, Location: 'https://unused.invalid/' }];
  return samlify.IdentityProvider({
    entityID: idpEntityId,
    signingCert: certificate,
    isAssertionEncrypted: encrypted,
    singleSignOnService: address,
    singleLogoutService: address,
  });
}

const certificateOf = (text: string): string => text.replace(/-----[A-Z ]+-----|\s|&#(?:13|x0*[dD]);/g, '');

/** Whether a certificate stands in the text that is not the pinned one: samlify would refuse it, and we ignore what is said of keys. */
function hasForeignKeyInfo(text: string, certificate: string): boolean {
  const pinned = certificateOf(certificate);
  const named = [...text.matchAll(/<(?:[\w.-]+:)?X509Certificate(?:\s[^>]*)?>([^<]*)</g)];
  return named.some(([, found]) => certificateOf(found ?? '') !== pinned);
}

/** The same text without what the signature that samlify looks at first says of its key. No signature covers that itself. */
function withoutKeyInfo(text: string): string {
  const scope = new DocumentScope();
  try {
    const document = scope.parse(text);
    const signature = { ds: namespaces.signature };
    const [outer] = document.find('/*/ds:Signature', signature);
    const place = outer === undefined ? '/*/*/ds:Signature/ds:KeyInfo' : '/*/ds:Signature/ds:KeyInfo';
    for (const info of document.find(place, signature)) info.remove();
    return document.toString({ format: false });
  } finally {
    scope.dispose();
  }
}
