import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '../../../api/database/database.ts';
import { rows } from '../../../api/database/transaction.ts';
import { hashSecret } from '../../../api/identity/api-key.ts';
import { notify } from '../../../api/notifications/notify.ts';
import { type SmtpReceiver, smtpReceiver } from '../../api/notifications/mail/smtp-receiver.ts';
import { applied } from '../../api/notifications/notified-organisation.ts';
import { type HttpReceiver, httpReceiver } from '../../api/notifications/webhooks/http-receiver.ts';
import { document, testOrganisation } from '../../support/organisation.ts';
import { crash, linesOf, spawnBundled } from '../../support/run-bundled.ts';

/** `BYLAW_TEST_KILLS=50` for a long run by hand. */
const kills = Number(process.env['BYLAW_TEST_KILLS'] ?? 2);
const people = Math.max(30, kills * 20);
const events = people;
const folder = mkdtempSync(join(tmpdir(), 'bylaw-outbox-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const embedded = inject('testDatabaseSource').dialect === 'pglite';

/** As many invitations as people, and as many webhook messages as events, all still to be delivered. */
async function fill(database: Database, hook: string): Promise<void> {
  const organisation = await testOrganisation(database);
  const { deps, context } = organisation;
  await applied(organisation, [
    ...Array.from({ length: people }, (_, index) =>
      document(
        'User',
        { name: `user-${index}`, account: 'acme' },
        { email: `user-${index}@acme.example`, invitation: 'email' },
      ),
    ),
    document(
      'Notifications',
      { account: 'acme' },
      { webhooks: [{ name: 'siem', url: hook, events: ['campaign'] }] },
    ),
  ]);
  for (let number = 0; number < events; number += 1) {
    const happened = {
      event: 'campaign',
      account: 'acme',
      text: `Campaign ${number}`,
      detail: { number },
    } as const;
    await database.write((tx) => notify(tx, deps, context.organisationId, happened));
  }
}

async function startWorker(smtp: SmtpReceiver, round: number): Promise<ChildProcess> {
  const child = spawnBundled('test/support/outbox-process.ts', [folder, smtp.url, String(round * 3600_000)]);
  expect(await linesOf(child)()).toBe('running');
  return child;
}

/** Counts what arrives, and tells when as much more of it has arrived, before that is acknowledged. */
class Arrivals {
  readonly ids: string[] = [];
  #wanted = Number.POSITIVE_INFINITY;
  #reached: () => void = () => undefined;

  add(id: string): void {
    this.ids.push(id);
    if (this.ids.length >= this.#wanted) this.#reached();
  }

  more(count: number): Promise<void> {
    this.#wanted = this.ids.length + count;
    return new Promise((resolve) => {
      this.#reached = resolve;
    });
  }

  all(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wanted = 0;
      this.#reached = () => {
        if (new Set(this.ids).size >= count) resolve();
      };
      this.#reached();
    });
  }
}

function watch(smtp: SmtpReceiver, http: HttpReceiver): Arrivals {
  const arrivals = new Arrivals();
  smtp.onMail = async ({ headers }) => arrivals.add(headers.get('message-id') ?? '');
  http.answer = ({ headers }, response) => {
    arrivals.add(String(headers['webhook-id']));
    response.writeHead(204).end();
  };
  return arrivals;
}

/** By id: everything that came under it. */
function byId(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [id, text] of pairs) found.set(id, (found.get(id) ?? new Set()).add(text));
  return found;
}

it.runIf(embedded)(
  'kill -9 in the middle of deliveries: everything arrives, each under one id and with one content',
  async () => {
    const [smtp, http] = [await smtpReceiver(), await httpReceiver()];
    const first = await openDatabase({ dataDir: folder });
    await fill(first, `${http.url}/hook`);
    await first.close();
    const arrivals = watch(smtp, http);
    for (let round = 0; round < kills; round += 1) {
      const some = arrivals.more(3 + (round % 3) * 4);
      const worker = await startWorker(smtp, round);
      await some;
      await crash(worker);
    }
    expect(new Set(arrivals.ids).size).toBeLessThan(people + events);
    const worker = await startWorker(smtp, kills);
    await arrivals.all(people + events);
    await crash(worker);

    const hooks = byId(http.requests.map(({ headers, body }) => [String(headers['webhook-id']), body]));
    const mails = byId(smtp.mails.map(({ headers, text }) => [headers.get('message-id') ?? '', text]));
    expect(hooks.size).toBe(events);
    expect(mails.size).toBe(people);
    for (const contents of [...hooks.values(), ...mails.values()]) expect(contents.size).toBe(1);
    expect(new Set([...hooks.values()].map(([body]) => body)).size).toBe(events);

    const last = await openDatabase({ dataDir: folder });
    const hashes = await last.snapshot((tx) =>
      rows<{ hash: string }>(
        tx,
        "SELECT i.token_hash AS hash FROM invitation i JOIN app_user u ON u.id = i.user_id WHERE u.username <> 'ana'",
      ),
    );
    await last.close();
    const tokens = [...mails.values()].map(([text]) => /#([A-Za-z0-9_-]{43})/.exec(text ?? '')?.[1] ?? '');
    expect(new Set(hashes.map(({ hash }) => hash))).toEqual(new Set(tokens.map(hashSecret)));
    await smtp.close();
    await http.close();
  },
  60_000 + kills * 20_000,
);
