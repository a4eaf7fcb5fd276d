import { namespaces } from '../../../schemas/contract/saml-names.ts';
import {
  digestAlgorithms,
  envelopedSignature,
  type SignatureAlgorithm,
  signatureAlgorithms,
} from './algorithms.ts';
import { refuse, shown } from './refusal.ts';
import { strictBase64 } from './strict-input.ts';
import { childrenNamed, isNamed, onlyChild, type XmlElement } from './xml-tree.ts';

/** A signature in the one form that is accepted: one reference, to its parent. */
export interface SignatureForm {
  readonly algorithm: SignatureAlgorithm;
  readonly digestHash: 'sha1' | 'sha256' | 'sha512';
  readonly digest: Buffer;
  readonly value: Buffer;
  readonly signedInfo: XmlElement;
  readonly signature: XmlElement;
  /** Prefixes that canonical form keeps though they are not used (Exclusive XML Canonicalization, 3): of SignedInfo and of the parent. */
  readonly signedInfoPrefixes: readonly string[];
  readonly prefixes: readonly string[];
}

const ds = namespaces.signature;
const mostPrefixes = 40;

/**
 * Reads a signature, refusing every freedom of XML Signature that SAML does not need (SAML 2.0 Core, 5.4; checks 4 and 5).
 * @param parent the element that it is a child of
 * @throws SamlRefusal
 */
export function readSignature(
  signature: XmlElement,
  parent: XmlElement,
  { allowSha1 }: { readonly allowSha1: boolean },
): SignatureForm {
  const signedInfo = child(signature, 'SignedInfo');
  const reference = readReference(signedInfo, parent);
  const signedInfoPrefixes = readCanonicalization(signedInfo);
  const prefixes = readTransforms(reference);
  const algorithm = readAlgorithm(child(signedInfo, 'SignatureMethod'), allowSha1);
  const digestHash = readDigestMethod(child(reference, 'DigestMethod'), allowSha1);
  return {
    algorithm,
    digestHash,
    digest: base64Of(child(reference, 'DigestValue')),
    value: base64Of(child(signature, 'SignatureValue')),
    signedInfo,
    signature,
    signedInfoPrefixes,
    prefixes,
  };
}

function child(element: XmlElement, name: string): XmlElement {
  return (
    onlyChild(element, ds, name) ?? refuse('saml/reference', `not exactly one ${name} in ${element.name}`)
  );
}

function readReference(signedInfo: XmlElement, parent: XmlElement): XmlElement {
  const references = childrenNamed(signedInfo, ds, 'Reference');
  const [reference] = references;
  if (reference === undefined || references.length > 1)
    return refuse('saml/reference', `${references.length} references in a signature`);
  const [uri, id] = [reference.attributes.get('URI'), parent.attributes.get('ID')];
  if (id === undefined || id === '' || uri !== `#${id}`)
    refuse('saml/reference', `a signature in ${parent.name} is over ${shown(uri)}`);
  return reference;
}

function readCanonicalization(signedInfo: XmlElement): readonly string[] {
  const method = child(signedInfo, 'CanonicalizationMethod');
  const algorithm = method.attributes.get('Algorithm');
  if (algorithm !== namespaces.exclusive)
    refuse('saml/canonicalization', `canonicalization by ${shown(algorithm)}`);
  return readPrefixes(method, 'saml/canonicalization');
}

function readTransforms(reference: XmlElement): readonly string[] {
  const [first, second, ...more] = onlyChild(reference, ds, 'Transforms')?.children ?? [];
  const [enveloped, exclusive] = [first, second].map((transform) => transform?.attributes.get('Algorithm'));
  if (first === undefined || second === undefined || more.length > 0)
    return refuse('saml/transforms', 'not exactly two transforms');
  if (enveloped !== envelopedSignature || exclusive !== namespaces.exclusive)
    refuse('saml/transforms', `transforms ${shown(enveloped)} and ${shown(exclusive)}`);
  checkEnveloped(first);
  return readPrefixes(second, 'saml/transforms');
}

/** It takes no parameters; some signers (xml-crypto) write the PrefixList into every transform, where it says nothing here. */
function checkEnveloped({ children }: XmlElement): void {
  const strange = children.find(
    (parameter) => parameter.name !== 'InclusiveNamespaces' || parameter.children.length > 0,
  );
  if (strange !== undefined || children.length > 1)
    refuse('saml/transforms', 'enveloped-signature takes no parameters');
}

/** The PrefixList of exclusive canonicalization, the only parameter that it has. */
function readPrefixes(
  element: XmlElement,
  check: 'saml/transforms' | 'saml/canonicalization',
): readonly string[] {
  const [parameter, ...more] = element.children;
  if (parameter === undefined) return [];
  if (more.length > 0 || !isNamed(parameter, namespaces.exclusive, 'InclusiveNamespaces'))
    refuse(check, `${parameter.name} as a parameter of canonicalization`);
  const prefixes = (parameter.attributes.get('PrefixList') ?? '')
    .split(/\s+/)
    .filter((prefix) => prefix !== '');
  if (prefixes.length > mostPrefixes) refuse(check, `${prefixes.length} prefixes`);
  return prefixes;
}

function readAlgorithm(method: XmlElement, allowSha1: boolean): SignatureAlgorithm {
  const name = method.attributes.get('Algorithm') ?? '';
  const algorithm = signatureAlgorithms.get(name);
  if (algorithm === undefined || (algorithm.hash === 'sha1' && !allowSha1) || method.children.length > 0)
    return refuse('saml/signature-algorithm', `signed by ${shown(name)}`);
  return algorithm;
}

function readDigestMethod(method: XmlElement, allowSha1: boolean): 'sha1' | 'sha256' | 'sha512' {
  const name = method.attributes.get('Algorithm') ?? '';
  const hash = digestAlgorithms.get(name);
  if (hash === undefined || (hash === 'sha1' && !allowSha1) || method.children.length > 0)
    return refuse('saml/digest-algorithm', `a digest by ${shown(name)}`);
  return hash;
}

/** Identity providers break base64 into lines, some with `&#13;`. */
function base64Of({ text, name }: XmlElement): Buffer {
  return strictBase64(text.replace(/\s+/g, '')) ?? refuse('saml/signature-invalid', `${name} is no base64`);
}
