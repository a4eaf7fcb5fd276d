import type { Declaration } from '../../schemas/contract/declaration.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { type Plan, type PlanHead, planVersion } from '../../schemas/contract/plan.ts';
import type { AuditEntry, CreatedOrganisation, Identified, Page, PlanRow, ResourceItem } from './answers.ts';
import type { Connection } from './connection.ts';
import { Failure } from './failure.ts';
import { readJson, streamText } from './read-body.ts';
import { type Request, send } from './send.ts';

export type Filters = Readonly<Record<string, string | number | undefined>>;

/** The server's interface (design.md, "The HTTP interface"), as far as the command needs it. */
export interface Client {
  plan(declaration: Declaration): Promise<Plan>;
  readPlan(id: string): Promise<Plan>;
  applyPlan(id: string): Promise<PlanHead>;
  plans(filters: Filters): AsyncGenerator<PlanRow>;
  resources(filters: Filters): AsyncGenerator<ResourceItem>;
  audit(filters: Filters): AsyncGenerator<AuditEntry>;
  /** The export as the server writes it, piece by piece. */
  exportAudit(filters: Filters): Promise<AsyncGenerator<string>>;
  whoami(): Promise<Identified>;
  createOrganisation(body: {
    name: string;
    seats: number;
    admin: string;
    email: string;
  }): Promise<CreatedOrganisation>;
  setOrganisation(name: string, body: { seats: number }): Promise<void>;
}

async function call(connection: Connection, request: Request): Promise<unknown> {
  return readJson(connection, await send(connection, request));
}

function unexpected({ server }: Connection, what: string): Failure {
  return new Failure(`The answer of ${server} has another form than this command knows: ${what}`, {
    remedy: 'Use the command of the same version as the server',
  });
}

/** The whole answer has passed the version check; what is looked at here is what all output rests on. */
function checkedPlan(connection: Connection, body: unknown): Plan {
  const plan = body as Partial<Plan> | null;
  if (!Array.isArray(plan?.resource_changes)) throw unexpected(connection, 'no plan');
  checkedHead(connection, body);
  return plan as Plan;
}

function checkedHead(connection: Connection, body: unknown): PlanHead {
  const major = planVersion.split('.')[0];
  const plan = body as Partial<PlanHead> | null;
  if (!isObject(body) || typeof plan?.formatVersion !== 'string') throw unexpected(connection, 'no plan');
  if (plan.formatVersion.split('.')[0] !== major) {
    throw unexpected(connection, `plan format ${plan.formatVersion}, this command reads ${planVersion}`);
  }
  if (!isObject(plan.summary)) throw unexpected(connection, 'no plan');
  return plan as PlanHead;
}

/** Follows the cursor from page to page; nothing is held beyond a page. */
async function* pages<T>(connection: Connection, path: string, filters: Filters): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const body = await call(connection, { method: 'GET', path, query: { ...filters, cursor } });
    const page = body as Partial<Page<T>> | null;
    if (!isObject(body) || !Array.isArray(page?.items)) throw unexpected(connection, 'no list');
    yield* page.items;
    const next: string | undefined = page.next ?? undefined;
    if (next !== undefined && next === cursor) throw unexpected(connection, 'a list that does not go on');
    cursor = next;
  } while (cursor !== undefined);
}

function planPath(id: string, act = ''): string {
  return `/v1/plans/${encodeURIComponent(id)}${act}`;
}

/** A client of one server with one token. */
export function createClient(connection: Connection): Client {
  const get = (path: string): Promise<unknown> => call(connection, { method: 'GET', path });
  const post = (path: string, body?: unknown): Promise<unknown> =>
    call(connection, { method: 'POST', path, body });
  return {
    plan: async (declaration) => checkedPlan(connection, await post('/v1/plans', declaration)),
    readPlan: async (id) => checkedPlan(connection, await get(planPath(id))),
    applyPlan: async (id) => checkedHead(connection, await post(planPath(id, '/apply'))),
    plans: (filters) => pages<PlanRow>(connection, '/v1/plans', filters),
    resources: (filters) => pages<ResourceItem>(connection, '/v1/resources', filters),
    audit: (filters) => pages<AuditEntry>(connection, '/v1/audit', filters),
    exportAudit: async (filters) => {
      const answer = await send(connection, { method: 'GET', path: '/v1/audit/export', query: filters });
      return streamText(connection, answer);
    },
    whoami: async () => (await get('/v1/whoami')) as Identified,
    createOrganisation: async (body) =>
      (await post('/v1/operator/organisations', body)) as CreatedOrganisation,
    setOrganisation: async (name, body) => {
      const path = `/v1/operator/organisations/${encodeURIComponent(name)}`;
      await send(connection, { method: 'PATCH', path, body });
    },
  };
}
