import { X509Certificate } from 'node:crypto';
import { pemOf } from '../../../schemas/contract/pem.ts';
import { bindings, namespaces } from '../../../schemas/contract/saml-names.ts';
import { checkNames } from './message-shape.ts';
import { type Refused, refuse, refusedBy, shown } from './refusal.ts';
import { parseTime } from './saml-time.ts';
import { checkSchema } from './schemas.ts';
import { strictMarkup } from './strict-input.ts';
import { DocumentScope } from './xml-document.ts';
import { childrenNamed, everyElement, isNamed, readTree, type XmlElement } from './xml-tree.ts';

const { metadata: md, protocol, signature } = namespaces;

/** Characters that metadata may have. */
const mostCharacters = 1_048_576;

/** A signing certificate of an identity provider, as it is shown and stored. */
interface SigningCertificate {
  readonly pem: string;
  /** SHA-256, in pairs of hexadecimal digits with colons. */
  readonly fingerprint: string;
  readonly subject: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** What an identity provider says of itself. */
interface IdpMetadata {
  readonly entityId: string;
  /** Its SingleSignOnService for redirects. */
  readonly loginUrl: string;
  readonly logoutUrl: string | undefined;
  /** At least one; weak and unreadable ones are left out. */
  readonly certificates: readonly SigningCertificate[];
  readonly wantsSignedRequests: boolean;
  readonly validUntil: Date | undefined;
}

export type MetadataVerdict = { readonly metadata: IdpMetadata } | { readonly refused: Refused };

/**
 * Reads an identity provider's metadata (SAML 2.0 Metadata, 2; check 19). Who gave it is for the caller to judge: a
 * signature of its own would be by a key that nobody knows yet.
 * @param allowLoopback whether addresses on this machine may be without TLS, for trials
 * @returns a refusal for whatever input; never throws for it
 */
export function readIdpMetadata(xml: string, now: Date, { allowLoopback = false } = {}): MetadataVerdict {
  const scope = new DocumentScope();
  try {
    const entity = readEntity(xml, scope);
    return { metadata: readProvider(entity, now, allowLoopback) };
  } catch (error) {
    return { refused: refusedBy(error) };
  } finally {
    scope.dispose();
  }
}

function readEntity(xml: string, scope: DocumentScope): XmlElement {
  if (xml.length > mostCharacters) refuse('saml/too-large', `${xml.length} characters`);
  if (xml.includes('\0')) refuse('saml/nul', 'the metadata have a NUL');
  const document = scope.parse(strictMarkup(xml.replace(/^\ufeff/, '').trim()));
  // Roles of WS-Federation have types that no schema of SAML knows, and are not read (AD FS, Entra ID).
  for (const role of document.find('//md:RoleDescriptor', { md })) role.remove();
  const root = readTree(document.root);
  checkNames(root);
  checkSchema('metadata', document);
  const entities = everyElement(root).filter(
    (element) => isNamed(element, md, 'EntityDescriptor') && roleOf(element) !== undefined,
  );
  const [entity] = entities;
  if (entity === undefined || entities.length > 1)
    return refuse('saml/metadata-provider', `${entities.length} identity providers of SAML 2.0`);
  return entity;
}

function roleOf(entity: XmlElement): XmlElement | undefined {
  return childrenNamed(entity, md, 'IDPSSODescriptor').find(({ attributes }) =>
    (attributes.get('protocolSupportEnumeration') ?? '').split(/\s+/).includes(protocol),
  );
}

function readProvider(entity: XmlElement, now: Date, allowLoopback: boolean): IdpMetadata {
  const role = roleOf(entity) ?? entity;
  const loginUrl = addressOf(role, 'SingleSignOnService', allowLoopback);
  if (loginUrl === undefined) return refuse('saml/metadata-address', 'no SingleSignOnService for redirects');
  return {
    entityId: readEntityId(entity),
    loginUrl,
    logoutUrl: addressOf(role, 'SingleLogoutService', allowLoopback),
    certificates: readCertificates(role),
    wantsSignedRequests: /^(?:true|1)$/.test(role.attributes.get('WantAuthnRequestsSigned') ?? ''),
    validUntil: readEnd([entity, role], now),
  };
}

function readEntityId({ attributes }: XmlElement): string {
  const id = attributes.get('entityID') ?? '';
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(id) || id.length > 1024 || /^javascript:/i.test(id))
    refuse('saml/metadata-entity-id', `the entity ID ${shown(id)}`);
  return id;
}

function readEnd(elements: readonly XmlElement[], now: Date): Date | undefined {
  const ends = elements.flatMap(({ attributes }) => {
    const end = attributes.get('validUntil');
    return end === undefined ? [] : [parseTime(end, 'validUntil')];
  });
  if (ends.length === 0) return undefined;
  const end = new Date(Math.min(...ends));
  if (end <= now) refuse('saml/metadata-expired', `valid until ${end.toISOString()}`);
  return end;
}

/** The address of a service for redirects. None of its addresses, whatever their binding, may lead elsewhere than to https. */
function addressOf(role: XmlElement, name: string, allowLoopback: boolean): string | undefined {
  const services = childrenNamed(role, md, name);
  for (const { attributes } of services) {
    for (const address of [attributes.get('Location'), attributes.get('ResponseLocation')])
      if (address !== undefined && !isSafeAddress(address, allowLoopback))
        refuse('saml/metadata-address', `${name} at ${shown(address)}`);
  }
  return services
    .find(({ attributes }) => attributes.get('Binding') === bindings.redirect)
    ?.attributes.get('Location');
}

function isSafeAddress(address: string, allowLoopback: boolean): boolean {
  if (!URL.canParse(address) || /[\s\\]/.test(address)) return false;
  const { protocol: scheme, hostname, username, password, hash } = new URL(address);
  const loopback =
    allowLoopback && scheme === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return (scheme === 'https:' || loopback) && username === '' && password === '' && hash === '';
}

/** Keys that sign (`use` left out: for everything), each once. */
function readCertificates(role: XmlElement): SigningCertificate[] {
  const texts = childrenNamed(role, md, 'KeyDescriptor')
    .filter(({ attributes }) => attributes.get('use') !== 'encryption')
    .flatMap(everyElement)
    .filter((element) => isNamed(element, signature, 'X509Certificate'))
    .map(({ text }) => pemOf(text));
  const certificates = [...new Set(texts)].flatMap(readCertificate);
  if (certificates.length === 0)
    refuse(
      'saml/metadata-certificate',
      'no signing certificate with RSA of at least 2048 bits or an elliptic curve',
    );
  return certificates;
}

function readCertificate(pem: string): SigningCertificate[] {
  try {
    const { publicKey, fingerprint256, subject, validFrom, validTo } = new X509Certificate(pem);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = publicKey;
    const strong = type === 'ec' || (type === 'rsa' && (details?.modulusLength ?? 0) >= 2048);
    const [from, to] = [new Date(validFrom), new Date(validTo)];
    return strong ? [{ pem, fingerprint: fingerprint256, subject, validFrom: from, validTo: to }] : [];
  } catch {
    return [];
  }
}
