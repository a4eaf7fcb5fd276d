import { uuidv7 } from 'uuidv7';
import type { Database } from '../../api/database/database.ts';
import { rows } from '../../api/database/transaction.ts';
import { createOrganisation } from '../../api/organisations/create.ts';
import type { Actor, Deps, RequestContext } from '../../api/request/context.ts';
import type { Declaration, DeclaredDocument, DeclaredSet } from '../../schemas/contract/declaration.ts';
import { declarationVersion } from '../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { permissions } from '../../schemas/predefined-roles.ts';

/** Time stands still in tests. */
const testNow = new Date('2026-11-24T12:00:00.000Z');

/** What the code under test needs of the world. */
function testDeps(database: Database): Deps {
  return { database, now: () => testNow, newId: uuidv7 };
}

/** The first Account Manager, who may do everything. */
function managerOf(account: string): Actor {
  return { type: 'user', id: null, name: 'ana', account, main: true, permissions: new Set(permissions) };
}

export interface TestOrganisation {
  readonly deps: Deps;
  readonly context: RequestContext;
  readonly apiKey: string;
  /** The same organisation, somebody else acting. */
  as(actor: Partial<Actor>): RequestContext;
}

/** A new organisation with its main account and its Account Manager `ana`. */
export async function testOrganisation(
  database: Database,
  name = 'acme',
  seats = 50,
): Promise<TestOrganisation> {
  const deps = testDeps(database);
  const request = { name, seats, admin: 'ana', email: `ana@${name}.example` };
  const { apiKey } = await createOrganisation(deps, request, {
    ip: null,
    requestId: null,
    publicUrl: 'http://127.0.0.1',
  });
  const [found] = await database.snapshot((tx) =>
    rows<{ id: string }>(tx, 'SELECT id FROM organisation WHERE name = $1', name),
  );
  const context: RequestContext = {
    organisationId: found?.id ?? '',
    organisation: name,
    actor: managerOf(name),
    ip: '192.0.2.1',
    requestId: 'test',
  };
  return { deps, context, apiKey, as: (actor) => ({ ...context, actor: { ...context.actor, ...actor } }) };
}

/** A document as the command sends it. */
export function document(
  kind: string,
  metadata: DeclaredDocument['metadata'],
  spec: JsonObject,
  file = `${kind.toLowerCase()}.yaml`,
): DeclaredDocument {
  return { kind, metadata, spec, source: { file, line: 1 } };
}

/** A declaration of these documents by a set without limits on deletions. */
export function declaration(
  documents: readonly DeclaredDocument[],
  more: Partial<Omit<Declaration, 'set'>> & { readonly set?: Partial<DeclaredSet> } = {},
): Declaration {
  const { set, ...rest } = more;
  return {
    version: declarationVersion,
    origin: { repository: 'git.example/acme/settings', commit: 'c0ffee' },
    documents,
    ...rest,
    set: { name: 'acme-settings', prune: true, maxDeletions: 1000, ...set },
  };
}
