import { readFileSync } from 'node:fs';
import {
  XmlBufferInputProvider,
  XmlDocument,
  type XmlElement,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { namespaces } from '../../../schemas/contract/saml-names.ts';
import { once } from '../../../schemas/once.ts';
import { packageFile } from '../../database/package-file.ts';
import { refuse } from './refusal.ts';

const folder = 'schemas/saml-xsd';
const files = [
  'saml-schema-assertion-2.0.xsd',
  'saml-schema-metadata-2.0.xsd',
  'saml-schema-protocol-2.0.xsd',
  'xenc-schema.xsd',
  'xml.xsd',
  'xmldsig-core-schema.xsd',
];

/**
 * XML Encryption 1.1 is younger than SAML, whose schemas know none of its names: the one that stands in an encrypted
 * assertion is declared here (XML Encryption 1.1, 5.5.2).
 */
const youngerNames = `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="${namespaces.encryption11}">
  <element name="MGF"><complexType><attribute name="Algorithm" type="anyURI" use="required"/></complexType></element>
</schema>`;

const allOf = (name: string): string => `<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="urn:oasis:names:tc:SAML:2.0:${name}" schemaLocation="saml-schema-${name}-2.0.xsd"/>
  <import namespace="${namespaces.encryption11}" schemaLocation="younger-names.xsd"/>
</schema>`;

/** Compiling takes 50 ms, so it is done at the first message. A schema never changes. */
const validatorOf = once((name: 'protocol' | 'metadata'): XsdValidator => {
  const texts = Object.fromEntries(
    files.map((file) => [`${folder}/${file}`, readFileSync(packageFile(`${folder}/${file}`))]),
  );
  texts[`${folder}/younger-names.xsd`] = Buffer.from(youngerNames);
  xmlRegisterInputProvider(new XmlBufferInputProvider(texts));
  try {
    return compile(`${folder}/all.xsd`, Buffer.from(allOf(name)));
  } finally {
    // Documents of others are parsed in the same library: nothing is left that they could name.
    xmlCleanupInputProvider();
  }
});

function compile(url: string, bytes: Uint8Array): XsdValidator {
  const document = XmlDocument.fromBuffer(bytes, { url });
  try {
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

/**
 * Holds a document, or one element of it, against the schemas of OASIS.
 * @throws SamlRefusal
 */
export function checkSchema(name: 'protocol' | 'metadata', subject: XmlDocument | XmlElement): void {
  const validator = validatorOf(name);
  try {
    if (subject instanceof XmlDocument) validator.validate(subject);
    else validator.validate(subject);
  } catch (error) {
    const [reason] = error instanceof Error ? error.message.split('\n') : [];
    refuse('saml/schema', `against the schema: ${reason?.slice(0, 300) ?? 'unknown reason'}`);
  }
}
