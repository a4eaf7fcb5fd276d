import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { Database } from '../../../api/database/database.ts';
import { execute, rows } from '../../../api/database/transaction.ts';
import { hashSecret } from '../../../api/identity/api-key.ts';

/** A browser as the server sees it: it keeps cookies, says where its pages come from, and has an address. */
export interface TestBrowser {
  post<T = Record<string, unknown>>(url: string, body?: object): Promise<{ status: number; body: T }>;
  put<T = Record<string, unknown>>(url: string, body: object): Promise<{ status: number; body: T }>;
  get<T = Record<string, unknown>>(url: string): Promise<{ status: number; body: T }>;
  del(url: string): Promise<{ status: number }>;
  readonly cookies: Map<string, string>;
}

const origin = 'http://localhost:8080';

export function testBrowser(app: FastifyInstance, remoteAddress = '192.0.2.10'): TestBrowser {
  const cookies = new Map<string, string>();
  const keep = ({ cookies: set }: LightMyRequestResponse): void => {
    for (const { name, value } of set) {
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
  };
  const send = async <T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) => {
    const answer = await app.inject({
      method,
      url,
      remoteAddress,
      headers: { origin, 'user-agent': 'test browser' },
      cookies: Object.fromEntries(cookies),
      ...(body === undefined ? {} : { payload: body }),
    });
    keep(answer);
    const text = answer.payload;
    return { status: answer.statusCode, body: (text === '' ? {} : JSON.parse(text)) as T };
  };
  return {
    cookies,
    post: (url, body) => send('POST', url, body),
    put: (url, body) => send('PUT', url, body),
    get: (url) => send('GET', url),
    del: (url) => send('DELETE', url),
  };
}

/** Puts a token of the test's own in the place of the one that a mail would have carried. */
export async function tokenOfLink(
  database: Database,
  table: 'link' | 'invitation',
  username: string,
  purpose = '',
): Promise<string> {
  const token = `token-${table}-${username}-${purpose}`;
  await database.write(async (tx) => {
    const [open] = await rows<{ id: string }>(
      tx,
      `SELECT l.id FROM ${table} l JOIN app_user u ON u.organisation_id = l.organisation_id AND u.id = l.user_id
       WHERE u.username = $1 AND l.used_at IS NULL ${purpose === '' ? '' : `AND l.purpose = '${purpose}'`}
       ORDER BY l.id DESC LIMIT 1`,
      username,
    );
    if (open === undefined) throw new Error(`${username} has no open ${purpose} ${table}`);
    await execute(tx, `UPDATE ${table} SET token_hash = $1 WHERE id = $2::uuid`, hashSecret(token), open.id);
  });
  return token;
}
