import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import samlp, { type Handler } from 'samlp';
import type { KeyPair } from '../../../../schemas/contract/self-signed.ts';

/** How the identity provider answers; may change between two sign-ins. */
export interface ForeignSettings {
  key: KeyPair;
  nameId: string;
  claims: Readonly<Record<string, string | readonly string[]>>;
  options: Readonly<Record<string, unknown>>;
}

export interface ForeignIdp {
  readonly url: string;
  readonly issuer: string;
  readonly loginUrl: string;
  readonly metadataUrl: string;
  readonly settings: ForeignSettings;
  readonly close: () => Promise<void>;
}

/** An identity provider that is not ours: samlp over real HTTP. It is written for Express, of which it needs four things. */
export async function startForeignIdp(settings: ForeignSettings, acsUrl: string): Promise<ForeignIdp> {
  const issuer = 'urn:foreign:idp';
  const server = createServer((request, response) => {
    const handler = request.url?.startsWith('/sso')
      ? auth(settings, issuer, acsUrl)
      : metadata(settings, issuer);
    handler(expressRequest(request), expressResponse(response), (error) =>
      response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    url,
    issuer,
    settings,
    loginUrl: `${url}/sso`,
    metadataUrl: `${url}/FederationMetadata/2007-06/FederationMetadata.xml`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function auth({ key, nameId, claims, options }: ForeignSettings, issuer: string, acsUrl: string): Handler {
  const profile = {
    getClaims: () => claims,
    getNameIdentifier: () => ({
      nameIdentifier: nameId,
      nameIdentifierFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress',
    }),
  };
  return samlp.auth({
    issuer,
    cert: key.certificate,
    key: key.privateKey,
    destination: acsUrl,
    recipient: acsUrl,
    sessionIndex: '_foreign',
    getPostURL: (
      _audience: string,
      _request: unknown,
      _http: unknown,
      done: (error: null, url: string) => void,
    ) => done(null, acsUrl),
    getUserFromRequest: () => ({}),
    profileMapper: () => profile,
    ...options,
  });
}

function metadata({ key }: ForeignSettings, issuer: string): Handler {
  return samlp.metadata({
    issuer,
    cert: key.certificate,
    redirectEndpointPath: '/sso',
    postEndpointPath: '/sso',
  });
}

function expressRequest(request: IncomingMessage): object {
  const url = request.url ?? '/';
  const query = Object.fromEntries(new URL(url, 'http://idp.invalid').searchParams);
  return Object.assign(request, { query, protocol: 'http', originalUrl: url });
}

function expressResponse(response: ServerResponse): object {
  return Object.assign(response, {
    set: (name: string, value: string) => response.setHeader(name, value),
    send: (body: string | number) => response.end(String(body)),
  });
}
