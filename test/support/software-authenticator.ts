import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What a misbehaving browser or device says otherwise. */
export interface Deviations {
  readonly origin?: string;
  readonly challenge?: string;
  readonly type?: string;
  /** The host for which the device answers. */
  readonly rpId?: string;
  readonly counter?: number;
  /** WebAuthn Level 3, 6.1: bit 0 user present, bit 2 user verified. */
  readonly flags?: number;
  readonly signWith?: KeyObject;
  readonly credentialId?: string;
  /** Default: none. `certificates`: packed with a chain, as was not asked for. */
  readonly attestation?: 'none' | 'self' | 'certificates';
}

/** A security key in software, with the browser around it: one passkey of ECDSA P-256 (ES256). */
export interface SoftwareAuthenticator {
  readonly credentialId: string;
  /** `navigator.credentials.create()`. */
  create(options: PublicKeyCredentialCreationOptionsJSON, deviations?: Deviations): RegistrationResponseJSON;
  /** `navigator.credentials.get()`. The counter goes up by one. */
  get(options: PublicKeyCredentialRequestOptionsJSON, deviations?: Deviations): AuthenticationResponseJSON;
}

const userPresent = 1;
const attestedData = 64;
const es256 = -7;

function sha256(bytes: Buffer | string): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** RFC 9053, 7.1.1: kty EC2, alg ES256, crv P-256, x, y. */
function coseKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = (part: string) => new Uint8Array(Buffer.from(part, 'base64url'));
  return isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, es256],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ]),
  );
}

/** WebAuthn Level 3, 6.1. */
function authenticatorData(rpId: string, flags: number, counter: number, attested?: Buffer): Buffer {
  const fixed = Buffer.alloc(5);
  fixed.writeUInt8(flags | (attested === undefined ? 0 : attestedData), 0);
  fixed.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), fixed, attested ?? Buffer.alloc(0)]);
}

/** 6.5.1: no model is told (AAGUID of zeros). */
function attestedCredential(credentialId: string, publicKey: KeyObject): Buffer {
  const id = Buffer.from(credentialId, 'base64url');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(id.length);
  return Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
}

function sign(key: KeyObject, data: Buffer, clientData: Buffer): Uint8Array {
  return new Uint8Array(createSign('sha256').update(data).update(sha256(clientData)).sign(key));
}

function statement(kind: Deviations['attestation'], signature: Uint8Array): Map<string, unknown> {
  if (kind === undefined || kind === 'none') return new Map();
  const self = new Map<string, unknown>([
    ['alg', es256],
    ['sig', signature],
  ]);
  return kind === 'self' ? self : self.set('x5c', [new Uint8Array(randomBytes(300))]);
}

/** @param browserOrigin where the browser is */
export function softwareAuthenticator(browserOrigin: string): SoftwareAuthenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32).toString('base64url');
  let uses = 0;
  const clientData = (type: string, asked: string, deviations: Deviations): Buffer => {
    const { challenge = asked, origin = browserOrigin } = deviations;
    const text = JSON.stringify({ type: deviations.type ?? type, challenge, origin, crossOrigin: false });
    return Buffer.from(text);
  };
  return {
    credentialId,
    create: ({ challenge, rp }, deviations = {}) => {
      const client = clientData('webauthn.create', challenge, deviations);
      const { rpId = rp.id ?? '', flags = userPresent, counter = uses } = deviations;
      const data = authenticatorData(rpId, flags, counter, attestedCredential(credentialId, publicKey));
      const object = new Map<string, unknown>([
        ['fmt', (deviations.attestation ?? 'none') === 'none' ? 'none' : 'packed'],
        ['attStmt', statement(deviations.attestation, sign(privateKey, data, client))],
        ['authData', new Uint8Array(data)],
      ]);
      return {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          attestationObject: Buffer.from(
            isoCBOR.encode(object as unknown as Parameters<typeof isoCBOR.encode>[0]),
          ).toString('base64url'),
          transports: ['usb'],
        },
      };
    },
    get: ({ challenge, rpId: asked = '' }, deviations = {}) => {
      uses += 1;
      const client = clientData('webauthn.get', challenge, deviations);
      const { rpId = asked, flags = userPresent, counter = uses } = deviations;
      const data = authenticatorData(rpId, flags, counter);
      const id = deviations.credentialId ?? credentialId;
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: Buffer.from(sign(deviations.signWith ?? privateKey, data, client)).toString('base64url'),
        },
      };
    },
  };
}
