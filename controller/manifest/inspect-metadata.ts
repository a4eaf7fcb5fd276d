import type { JsonObject } from '../../schemas/contract/json.ts';
import { pemOf } from '../../schemas/contract/pem.ts';
import type { FileContent } from './file-content.ts';
import type { Message } from './finding.ts';
import { checkCertificate } from './inspect-certificate.ts';
import { elementsNamed, readXml, type XmlElement } from './read-xml.ts';

const saml = 'urn:oasis:names:tc:SAML:2.0:metadata';
const signatures = 'http://www.w3.org/2000/09/xmldsig#';
/** The ways to reach an endpoint, the preferred one first (SAML 2.0 Bindings, 3.4 and 3.5). */
const bindings = ['HTTP-Redirect', 'HTTP-POST'].map((name) => `urn:oasis:names:tc:SAML:2.0:bindings:${name}`);
const mostCertificates = 5;

/** Takes out of an identity provider's SAML metadata what signs people in: entity ID, addresses and signing certificates. */
export function inspectMetadata(bytes: Buffer, now: Date): FileContent {
  const read = readXml(bytes.toString('utf8'));
  if ('problem' in read)
    return refuse(
      'metadata/not-xml',
      `this is no XML that can be read: ${read.problem}`,
      'Export the metadata again from the identity provider',
    );
  const entities = elementsNamed(read.root, saml, 'EntityDescriptor');
  const providers = entities.filter((entity) => child(entity, 'IDPSSODescriptor'));
  const [entity] = providers;
  if (!entity || providers.length > 1) {
    const found = providers.length === 0 ? 'no identity provider' : `${providers.length} identity providers`;
    return refuse(
      'metadata/no-provider',
      `this metadata describes ${found}; one is due`,
      'Export the metadata of the one identity provider (an EntityDescriptor with an IDPSSODescriptor)',
    );
  }
  return inspectEntity(entity, now);
}

function refuse(code: string, summary: string, remedy: string): FileContent {
  return { messages: [{ code, summary, remedy }], add: undefined };
}

function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((candidate) => candidate.namespace === saml && candidate.name === name);
}

function inspectEntity(entity: XmlElement, now: Date): FileContent {
  const provider = child(entity, 'IDPSSODescriptor') ?? entity;
  const loginUrl = endpointOf(provider, 'SingleSignOnService');
  const logoutUrl = endpointOf(provider, 'SingleLogoutService');
  const certificates = signingCertificates(provider);
  const messages = [
    ...checkValidity([entity, provider], now),
    ...checkEntityId(entity),
    ...checkAddress('SingleSignOnService', loginUrl, true),
    ...checkAddress('SingleLogoutService', logoutUrl, false),
    ...checkCertificates(certificates, now),
  ];
  const usable = messages.every(({ severity }) => severity === 'warning');
  const add: JsonObject = {
    entityId: entity.attributes.get('entityID') ?? '',
    ...(loginUrl === undefined ? {} : { loginUrl }),
    ...(logoutUrl === undefined ? {} : { logoutUrl }),
    certificates: certificates.slice(0, mostCertificates).map((pem) => ({ pem })),
  };
  return { messages, add: usable ? add : undefined };
}

/** The address of an endpoint by the preferred binding that it has. */
function endpointOf(provider: XmlElement, name: string): string | undefined {
  const endpoints = provider.children.filter(
    (element) => element.namespace === saml && element.name === name,
  );
  const preferred = bindings.flatMap((binding) =>
    endpoints.filter((element) => element.attributes.get('Binding') === binding),
  );
  return preferred[0]?.attributes.get('Location');
}

/** The certificates of keys that sign (`use` absent: for everything), each once, in PEM form. */
function signingCertificates(provider: XmlElement): string[] {
  const keys = provider.children.filter(
    ({ namespace, name, attributes }) =>
      namespace === saml && name === 'KeyDescriptor' && attributes.get('use') !== 'encryption',
  );
  const found = keys
    .flatMap((key) => elementsNamed(key, signatures, 'X509Certificate'))
    .map(({ text }) => pemOf(text));
  return [...new Set(found)];
}

function checkValidity(elements: readonly XmlElement[], now: Date): Message[] {
  const ends = elements
    .map(({ attributes }) => attributes.get('validUntil'))
    .filter((end) => end !== undefined);
  const over = ends.find((end) => !(new Date(end) > now));
  if (over === undefined) return [];
  return [
    {
      code: 'metadata/expired',
      summary: `this metadata was valid until ${over}`,
      remedy: 'Export it again from the identity provider',
    },
  ];
}

function checkEntityId(entity: XmlElement): Message[] {
  const id = entity.attributes.get('entityID') ?? '';
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(id) && id.length <= 1024) return [];
  const summary =
    id === ''
      ? 'this metadata has no entityID'
      : 'the entityID of this metadata is no URI of at most 1024 characters';
  return [{ code: 'metadata/invalid', summary, remedy: 'Export it again from the identity provider' }];
}

function checkAddress(name: string, address: string | undefined, needed: boolean): Message[] {
  if (address === undefined) {
    const summary = `this metadata has no ${name} with the HTTP-Redirect or HTTP-POST binding`;
    return needed
      ? [{ code: 'metadata/invalid', summary, remedy: 'Export it again, or add the address by hand' }]
      : [];
  }
  if (/^https:\/\/[^\s/?#@\\]+(?:[/?#]\S*)?$/.test(address)) return [];
  const summary = `the ${name} of this metadata is at ${JSON.stringify(address.slice(0, 100))}, and only https is accepted`;
  return [
    { code: 'metadata/not-https', summary, remedy: 'Let the identity provider publish an https address' },
  ];
}

function checkCertificates(certificates: readonly string[], now: Date): Message[] {
  if (certificates.length === 0) {
    return [
      {
        code: 'metadata/no-certificate',
        summary: 'this metadata has no signing certificate',
        remedy: 'Export it again, with the signing certificate',
      },
    ];
  }
  const judged = certificates.slice(0, mostCertificates).map((pem) => checkCertificate(pem, now));
  const good = judged.some((messages) => messages.every(({ severity }) => severity === 'warning'));
  const messages = judged.flat();
  return good ? messages.map((message) => ({ ...message, severity: 'warning' as const })) : messages;
}
