import { createHash } from 'node:crypto';
import { rows } from '../../../../api/database/transaction.ts';
import { watchCertificates } from '../../../../api/jobs/watch-certificates.ts';
import { type MeasuredSeats, readMeasuredSeats } from '../../../../api/kinds/reading/measured-seats.ts';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import { type Leniency, policyLeniency, ssoLeniency, userLeniency } from './leniency.ts';
import type { Scene } from './scene.ts';
import type { AccountSeen } from './seen.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly policy: JsonObject;
  readonly sso: JsonObject;
  readonly customization: JsonObject;
  readonly people: readonly {
    readonly username: string;
    readonly methods: readonly string[] | null;
    readonly networks: readonly string[] | null;
    readonly expires: string | null;
  }[];
}

const effective = (kind: string): string => `coalesce((SELECT e.value FROM effective_setting e
  WHERE e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = '${kind}'), '{}')`;

const accounts = `
  SELECT a.id, a.name, ${effective('SecurityPolicy')} AS policy, ${effective('SingleSignOn')} AS sso,
    ${effective('Customization')} AS customization,
    coalesce((SELECT json_agg(json_build_object('username', u.username, 'methods', u.allowed_methods,
      'networks', u.allowed_networks, 'expires', u.expires)) FROM app_user u
      WHERE u.organisation_id = a.organisation_id AND u.account_id = a.id), '[]') AS people
  FROM account a WHERE a.organisation_id = $1::uuid`;

interface Mark {
  readonly type: string;
  readonly key: string;
}

/** What has been told of: crossings, and, once the job has run, certificates. */
async function readMarks(scene: Scene): Promise<readonly Mark[]> {
  const { database, writing, aside } = scene;
  const { organisationId, newId, now } = writing;
  return aside(async () => {
    await watchCertificates({ database, newId, now: () => now }, { organisationId, organisation: 'acme' });
    return database.snapshot((tx) =>
      rows<Mark>(tx, 'SELECT type, key FROM seen_event WHERE organisation_id = $1::uuid', organisationId),
    );
  });
}

function textIn(values: JsonObject, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

function leniencyOf({ name, policy, sso, people }: Account, { found }: Scene): Leniency {
  const names = found.people.flatMap((person) => (person.account === name ? [person.name] : []));
  const own = people.map(({ username, ...values }) => userLeniency(username, values));
  return Object.assign({}, policyLeniency(policy), ssoLeniency(sso, names), ...own) as Leniency;
}

function marked(marks: readonly Mark[], type: string): readonly string[] {
  return marks.filter((mark) => mark.type === type).map(({ key }) => key);
}

function accountSeen(
  account: Account,
  scene: Scene,
  marks: readonly Mark[],
  seats: readonly MeasuredSeats[],
): AccountSeen {
  const { id, name, sso, customization } = account;
  const own = seats.filter((measured) => measured.account === name && measured.watched);
  const above = marked(marks, 'seat-threshold');
  const ending = marked(marks, 'certificate-expiry').filter((key) => key.startsWith(id));
  return {
    aboveThreshold: own.map((measured) => measured.id).filter((key) => above.includes(key)),
    full: own.flatMap(({ id: what, used, size }) =>
      size !== null && used >= size && used + size > 0 ? [`${what} ${used}/${size}`] : [],
    ),
    ending: textIn(sso, 'mode') === 'off' ? 0 : ending.length,
    hostname: textIn(customization, 'hostname'),
    slug: textIn(sso, 'initiationSlug'),
    sso: createHash('sha256').update(JSON.stringify(sso)).digest('hex'),
    leniency: leniencyOf(account, scene),
  };
}

/** By name. */
export async function observeAccounts(scene: Scene): Promise<ReadonlyMap<string, AccountSeen>> {
  const { organisationId } = scene.writing;
  const marks = await readMarks(scene);
  const [found, seats] = await scene.database.snapshot(async (tx) => [
    await rows<Account>(tx, accounts, organisationId),
    await readMeasuredSeats(tx, organisationId, null),
  ]);
  return new Map(found.map((account) => [account.name, accountSeen(account, scene, marks, seats)]));
}
