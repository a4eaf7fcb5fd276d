import { afterAll } from 'vitest';
import type { Database } from '../../../api/database/database.ts';
import { caller, makeOrganisation, type TestServer, testServer } from '../../api/routes/test-server.ts';
import { apply, type ShortDocument } from '../../api/routes/test-world.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from '../../api/sign-in/browser.ts';
import { testDatabase } from '../../support/database.ts';

const password = 'correct horse battery staple';

/** People, accounts and settings enough that every page has something to show. */
const documents: readonly ShortDocument[] = [
  { kind: 'Account', name: 'emea', labels: { region: 'emea' }, spec: { displayName: 'Europe' } },
  { kind: 'SecurityPolicy', account: 'acme', spec: { maxLoginAttempts: 5, passwordValidityDays: 90 } },
  {
    kind: 'Role',
    account: 'acme',
    name: 'Seat Giver',
    spec: { permissions: ['seats/manage', 'users/read'] },
  },
  {
    kind: 'User',
    account: 'acme',
    name: 'bea',
    spec: {
      email: 'bea@acme.example',
      firstName: 'Bea',
      lastName: 'Brandt',
      roles: ['Account Manager'],
      conversationsRoles: ['agent'],
      invitation: 'email',
    },
  },
  {
    kind: 'User',
    account: 'acme',
    name: 'cem',
    spec: { email: 'cem@acme.example', roles: ['Analyze Manager'], invitation: 'email' },
  },
  {
    kind: 'User',
    account: 'emea',
    name: 'dora',
    spec: { email: 'dora@acme.example', conversationsRoles: ['agent'] },
  },
  {
    kind: 'Team',
    account: 'acme',
    name: 'Support',
    spec: { description: 'First line', members: ['bea', 'cem'] },
  },
  { kind: 'Seats', account: 'acme', spec: { holders: ['bea'], limit: 4 } },
  { kind: 'Seats', account: 'emea', spec: { holders: ['dora'], limit: 3 } },
];

export interface ConsoleWorld {
  readonly database: Database;
  readonly server: TestServer;
  /** Of a machine that may do everything. */
  readonly apiKey: string;
  /** Account Manager of the main account. */
  readonly manager: TestBrowser;
  /** `Analyze Manager`: reads people, seats and the audit log, and changes nothing. */
  readonly reader: TestBrowser;
}

async function signedIn(database: Database, server: TestServer, username: string): Promise<TestBrowser> {
  const browser = testBrowser(server.app);
  const token = await tokenOfLink(database, 'invitation', username);
  const { status, body } = await browser.post('/v1/invitations/accept', { token, password });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return browser;
}

/** An organisation `acme` on a server of the test's own. */
export async function consoleWorld(): Promise<ConsoleWorld> {
  const database = await testDatabase();
  const server = await testServer(database, { documented: false });
  afterAll(() => server.app.close());
  const { apiKey } = await makeOrganisation(server.app, 'acme');
  await apply(caller(server.app, apiKey), documents);
  const manager = await signedIn(database, server, 'bea');
  const reader = await signedIn(database, server, 'cem');
  return { database, server, apiKey, manager, reader };
}
