import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import { canonicalForm } from './canonical-form.ts';
import type { PinnedKey } from './pinned-keys.ts';
import { refuse } from './refusal.ts';
import type { SignatureForm } from './signature-form.ts';
import type { XmlElement } from './xml-tree.ts';

/** What a verified signature covers. */
export interface Verified {
  /** The canonical form of the signed element without its signature: the only thing that may be read from here on. */
  readonly text: string;
  /** The certificate, in PEM form, whose key it was. */
  readonly certificate: string;
}

/**
 * Verifies a signature with pinned keys, each tried in turn; KeyInfo is ignored (XML Signature 1.1, 3.2; check 6). Takes
 * the signature out of the tree, as its transform says: an outer signature goes before an inner one.
 * @throws SamlRefusal
 */
export function verifySignature(
  form: SignatureForm,
  parent: XmlElement,
  keys: readonly PinnedKey[],
): Verified {
  const signedInfo = canonicalForm(form.signedInfo.node, form.signedInfoPrefixes);
  const pinned = keys.find(({ key }) => verifiesWith(key, form, signedInfo));
  if (pinned === undefined)
    return refuse(
      'saml/signature-invalid',
      `the signature of ${parent.name} fits none of ${keys.length} certificates`,
    );
  form.signature.node.remove();
  const text = canonicalForm(parent.node, form.prefixes);
  const digest = createHash(form.digestHash).update(text, 'utf8').digest();
  if (!digest.equals(form.digest))
    refuse('saml/digest-mismatch', `${parent.name} was changed after it was signed`);
  return { text, certificate: pinned.certificate };
}

function verifiesWith(key: KeyObject, { algorithm, value }: SignatureForm, signedInfo: string): boolean {
  return verifyBytes(key, algorithm, Buffer.from(signedInfo, 'utf8'), value);
}

/** Whether a signature over bytes is by that key. Keys of another kind than RSA never fit. */
export function verifyBytes(
  key: KeyObject,
  { hash, pss }: SignatureForm['algorithm'],
  bytes: Uint8Array,
  value: Uint8Array,
): boolean {
  if (key.asymmetricKeyType !== 'rsa') return false;
  const padding = pss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : { padding: constants.RSA_PKCS1_PADDING };
  return verify(hash, bytes, { key, ...padding }, value);
}
