import * as samlify from 'samlify';
import { bindings } from '../../../schemas/contract/saml-names.ts';
import { once } from '../../../schemas/once.ts';
import type { SamlConnection } from './connection.ts';
import { mendXmldom, whileDecrypting } from './mend-xmldom.ts';
import type { SamlifyView } from './reading.ts';
import { refuse, shown } from './refusal.ts';

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
  const judge = (): Promise<string | undefined> => readNameId(view, connection);
  const found = await (view.decryptionKey === undefined ? judge() : whileDecrypting(judge)).catch(
    (error: unknown) => refuse('saml/disagreement', `samlify refuses: ${reasonOf(error)}`),
  );
  if (found !== nameId) refuse('saml/disagreement', 'samlify reads another NameID');
}

/** It throws strings and errors of all kinds. */
function reasonOf(error: unknown): string {
  return shown(error instanceof Error ? error.message : String(error));
}

async function readNameId(view: SamlifyView, connection: SamlConnection): Promise<string | undefined> {
  mendXmldom('once');
  samlify.setSchemaValidator({ validate: () => Promise.resolve('validated before') });
  const text = withoutKeyInfo(view.text);
  const parsed = await serviceProvider(view).parseLoginResponse(
    identityProvider(connection.idpEntityId, view.certificate, view.decryptionKey !== undefined),
    'post',
    { body: { SAMLResponse: Buffer.from(text, 'utf8').toString('base64') } },
  );
  return parsed.extract.nameID;
}

/** Tolerance that leaves times out of its judgement: a hundred years. */
const anyTime = 100 * 365 * 24 * 3_600_000;

/**
 * Making an entity of samlify takes 3 ms, a third of its judgement, because it writes metadata and parses them. So one of
 * each is made, and every message gets its own on top, with what differs.
 */
const patterns = once((_: 'once') => {
  const address = [{ Binding: bindings.redirect, Location: 'https://unused.invalid/' }];
  const names = { entityID: 'urn:unused', singleSignOnService: address, singleLogoutService: address };
  return {
    sp: samlify.ServiceProvider({ entityID: 'urn:unused', assertionConsumerService: address }),
    idp: samlify.IdentityProvider(names),
  };
});

function serviceProvider({ decryptionKey }: SamlifyView): samlify.ServiceProviderInstance {
  const { sp } = patterns('once');
  const entitySetting = {
    ...sp.entitySetting,
    clockDrifts: [-anyTime, anyTime],
    encPrivateKey: decryptionKey,
  };
  return Object.assign(Object.create(sp), { entitySetting });
}

/** One certificate at a time: of several samlify takes the first where the signature has no KeyInfo. */
function identityProvider(
  entityId: string,
  certificate: string,
  encrypted: boolean,
): samlify.IdentityProviderInstance {
  const { idp } = patterns('once');
  const entityMeta = Object.assign(Object.create(idp.entityMeta), {
    getEntityID: () => entityId,
    getX509Certificate: () => certificateOf(certificate),
  });
  const entitySetting = { ...idp.entitySetting, isAssertionEncrypted: encrypted };
  return Object.assign(Object.create(idp), { entityMeta, entitySetting });
}

const certificateOf = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '');

/**
 * The same text without what its first signature, at which samlify looks first, says of its key: we ignore that, and
 * samlify would refuse another certificate of the same key. KeyInfo is what stands between the value of a signature and
 * its end (XML Signature 1.1, 4.1), and no signature covers its own.
 */
function withoutKeyInfo(text: string): string {
  const end = text.search(/<\/(?:[\w.-]+:)?Signature>/);
  const value = text.lastIndexOf('SignatureValue>', end) + 'SignatureValue>'.length;
  return text.slice(0, value) + text.slice(end);
}
