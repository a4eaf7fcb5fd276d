import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll } from 'vitest';

/** A key pair of an issuer. */
interface IssuerKey {
  readonly id: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** An issuer of OIDC tokens on this machine, as a CI system runs one, which misbehaves on demand. */
export interface LocalIssuer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** How often its configuration and its keys were asked for. */
  readonly asked: { configuration: number; keys: number };
  /** Other answers than the right ones, by path. */
  readonly answers: Map<string, (response: ServerResponse) => void>;
  /** Makes a key and publishes it beside the others. */
  addKey(id: string, algorithm?: string): Promise<IssuerKey>;
  /** Publishes only these from now on. */
  publish(...keys: readonly IssuerKey[]): Promise<void>;
  /** A token of this issuer, issued at `now` for ten minutes, with `claims` over the usual ones; undefined ones are left out. */
  sign(
    key: IssuerKey,
    now: Date,
    claims?: Readonly<Record<string, unknown>>,
    header?: { kid?: string; alg?: string },
  ): Promise<string>;
}

const configurationPath = '/.well-known/openid-configuration';
const keysPath = '/keys';

/** What tokens say, unless told otherwise. */
export const usualClaims = { repository: 'acme/settings', ref: 'refs/heads/main' } as const;

function sendJson(response: ServerResponse, document: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs until the end of the test file. */
export async function localIssuer(): Promise<LocalIssuer> {
  const published = new Map<string, JWK>();
  const asked = { configuration: 0, keys: 0 };
  const answers: LocalIssuer['answers'] = new Map();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === configurationPath) asked.configuration += 1;
    if (path === keysPath) asked.keys += 1;
    const otherwise = answers.get(path);
    if (otherwise !== undefined) otherwise(response);
    else if (path === configurationPath) sendJson(response, { issuer: url, jwks_uri: url + keysPath });
    else if (path === keysPath) sendJson(response, { keys: [...published.values()] });
    else response.writeHead(404).end();
  });
  const url = await listen(server);
  const add = async ({ id, algorithm, publicKey }: IssuerKey): Promise<void> => {
    published.set(id, { ...(await exportJWK(publicKey)), kid: id, alg: algorithm, use: 'sig' });
  };
  return {
    url,
    asked,
    answers,
    addKey: async (id, algorithm = 'RS256') => {
      const pair = await generateKeyPair(algorithm, { extractable: true });
      const key = { id, algorithm, ...pair };
      await add(key);
      return key;
    },
    publish: async (...keys) => {
      published.clear();
      for (const key of keys) await add(key);
    },
    sign: ({ id, algorithm, privateKey }, now, claims = {}, header = {}) => {
      const issued = Math.floor(now.getTime() / 1000);
      const usual = { iss: url, sub: 'repo:acme/settings', aud: 'bylaw', iat: issued, exp: issued + 600 };
      const payload = Object.entries({ ...usual, ...usualClaims, ...claims }).filter(
        ([, value]) => value !== undefined,
      );
      const said = { alg: algorithm, kid: id, ...header };
      return new SignJWT(Object.fromEntries(payload)).setProtectedHeader(said).sign(privateKey);
    },
  };
}
