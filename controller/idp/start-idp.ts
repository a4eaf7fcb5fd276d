import { createServer, type Server, type ServerResponse } from 'node:http';
import { type Fault, faults } from './faults.ts';
import { idpMetadata } from './idp-metadata.ts';
import { type IdpKeys, makeResponse, type SignedParts, signedParts } from './make-response.ts';
import { loginPage, messagePage, postPage } from './pages.ts';
import { readAuthnRequest } from './read-request.ts';
import type { Addressee, Person } from './response-model.ts';

/** How an identity provider for trials runs. What a query of its login address says comes first. */
export interface IdpOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host: string;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly keys: IdpKeys;
  /** Further certificates in PEM form that the metadata announce, as in a rotation. */
  readonly announced?: readonly string[];
  /** Left out: the address of the metadata. */
  readonly entityId?: string;
  /** Who signs in without being asked; undefined: a page asks. */
  readonly person?: Person | undefined;
  /** The name of a fault. */
  readonly fault?: string | undefined;
  readonly signed?: SignedParts | undefined;
  /** Certificate in PEM form for which assertions are encrypted. */
  readonly encryptFor?: string | undefined;
}

export interface RunningIdp {
  readonly url: string;
  readonly metadataUrl: string;
  readonly entityId: string;
  /** Its SingleSignOnService; `user`, `group`, `fault` and `sign` may be added to its query. */
  readonly loginUrl: string;
  readonly certificate: string;
  readonly close: () => Promise<void>;
}

/** Starts an identity provider that misbehaves on demand. For trials only: it believes whoever asks. */
export async function startIdp(options: IdpOptions): Promise<RunningIdp> {
  const idp = new TrialIdp(options);
  const server = createServer((request, response) => send(response, idp.answer(request.url ?? '/')));
  const url = await listen(server, options);
  idp.url = url;
  return {
    url,
    metadataUrl: `${url}/metadata`,
    entityId: idp.entityId,
    loginUrl: `${url}/sso`,
    certificate: options.keys.current.certificate,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, { port, host }: IdpOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const shown = host.includes(':') ? `[${host}]` : host;
      resolve(`http://${shown}:${typeof address === 'object' ? address?.port : port}`);
    });
  });
}

interface Page {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

const message = (status: number, title: string, text: string): Page => ({
  status,
  body: messagePage(title, text),
});

class TrialIdp {
  readonly #options: IdpOptions;
  #last: string | undefined;
  url = '';

  constructor(options: IdpOptions) {
    this.#options = options;
  }

  get entityId(): string {
    return this.#options.entityId ?? `${this.url}/metadata`;
  }

  answer(target: string): Page {
    const { pathname, searchParams } = new URL(target, 'http://idp.invalid');
    if (pathname === '/metadata') return this.#metadata();
    if (pathname === '/sso') return this.#signIn(searchParams);
    if (pathname === '/slo') return message(200, 'Signed out', 'You are signed out here.');
    return message(404, 'Not found', 'There are /metadata, /sso and /slo.');
  }

  #metadata(): Page {
    const { keys, announced = [] } = this.#options;
    const body = idpMetadata(this.entityId, this.url, [keys.current.certificate, ...announced]);
    return { status: 200, body, type: 'application/samlmetadata+xml; charset=utf-8' };
  }

  #signIn(query: URLSearchParams): Page {
    const to = readAuthnRequest(query.get('SAMLRequest') ?? '');
    if (to === undefined) return message(400, 'No request', 'This is no AuthnRequest.');
    const name = query.get('fault') || this.#options.fault;
    if (name && !Object.hasOwn(faults, name))
      return message(400, 'No such fault', `There is no fault called ${name}.`);
    const person = personOf(query) ?? this.#options.person;
    if (person === undefined) return { status: 200, body: loginPage([...query]) };
    const xml = this.#respond(person, to, query, name ? faults[name] : undefined);
    return { status: 200, body: postPage(to.acsUrl, xml, query.get('RelayState') ?? undefined) };
  }

  #respond(person: Person, to: Addressee, query: URLSearchParams, fault: Fault | undefined): string {
    const { now, newId, keys, encryptFor, signed = 'both' } = this.#options;
    if (fault?.replay && this.#last !== undefined) return this.#last;
    const parts = signedParts.find((part) => part === query.get('sign'));
    const issuing = { entityId: this.entityId, now: now(), newId };
    const xml = makeResponse(person, to, issuing, { keys, signed: parts ?? signed, fault, encryptFor });
    this.#last = xml;
    return xml;
  }
}

/** Who the query says: `user` with `email`, `givenName`, `surname`, and `group` as often as needed (once and empty: none). */
function personOf(query: URLSearchParams): Person | undefined {
  const nameId = query.get('user');
  if (!nameId) return undefined;
  const given = (name: 'email' | 'givenName' | 'surname') => {
    const value = query.get(name);
    return value === null ? {} : { [name]: value };
  };
  const groups = query.has('group') ? { groups: query.getAll('group').filter((group) => group !== '') } : {};
  return { nameId, email: nameId, ...given('email'), ...given('givenName'), ...given('surname'), ...groups };
}

function send(response: ServerResponse, { status, body, type = 'text/html; charset=utf-8' }: Page): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  });
  response.end(body);
}
