import { beforeEach, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { noteTested } from '../../../api/identity/sso/sso-state.ts';
import { metadataPlaces, refreshMetadata } from '../../../api/sign-in/saml/refresh-metadata.ts';
import { reviewRequirement } from '../../../api/sign-in/saml/review-requirement.ts';
import { idpMetadata } from '../../../controller/idp/idp-metadata.ts';
import { readIdpFacts } from '../../../schemas/access/idp-metadata.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { selfSigned } from '../../../schemas/contract/self-signed.ts';
import { testDatabase } from '../../support/database.ts';
import { document } from '../../support/organisation.ts';
import { applied, entries, givePassword, type JobWorld, jobWorld, user } from '../jobs/job-world.ts';

const database = await testDatabase();
const period = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2028-01-01T00:00:00Z') };
const [one, two] = ['one', 'two'].map((name) => selfSigned({ name, ...period }).certificate);
const url = 'https://idp.acme.example/metadata';
const of = (entityId: string, ...certificates: (string | undefined)[]): string =>
  idpMetadata(
    entityId,
    'https://idp.acme.example',
    certificates.flatMap((pem) => pem ?? []),
  );
const ours = of(url, one);
const rotated = of(url, two, one);
const another = of('https://idp.other.example/metadata', one);

let world: JobWorld;
let number = 0;

const documents = (identityProvider: JsonObject) => [
  user('eva'),
  document(
    'SingleSignOn',
    { account: 'emea' },
    { mode: 'required', initiationSlug: `acme-${number}`, emergencyUsers: ['eva'], identityProvider },
  ),
];

async function account(): Promise<{ id: string; sso: JsonObject; requiredAt: string | null }> {
  const [found] = await database.snapshot((tx) =>
    rows<{ id: string; sso: JsonObject; requiredAt: string | null }>(
      tx,
      `SELECT a.id, e.value AS sso, c.required_since_at AS "requiredAt" FROM account a
       JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'SingleSignOn'
       LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id
       WHERE a.organisation_id = $1::uuid AND a.name = 'emea'`,
      world.place.organisationId,
    ),
  );
  if (found === undefined) throw new Error('no account');
  return found;
}

const change = (changed: ReturnType<typeof documents>): Promise<void> =>
  applied(world.organisation, [document('Account', { name: 'emea' }, {}), ...changed]);

const holds = async (): Promise<boolean> => (await account()).requiredAt !== null;

/** As after a sign-in by the configuration that is there. */
async function signInWorks(fetched: string | null): Promise<void> {
  const { id, sso } = await account();
  const { organisationId, organisation } = world.place;
  const read = fetched === null ? null : { url, provider: readIdpFacts(fetched).provider };
  const place = { organisationId, organisation, accountId: id, account: 'emea', sso, fetched: read };
  await database.write(async (tx) => {
    await noteTested(tx, world.deps, place, 'eva');
    await reviewRequirement(tx, world.deps, place);
  });
}

/** An emergency user who can come in by her password. */
async function ready(identityProvider: JsonObject): Promise<void> {
  number += 1;
  world = await jobWorld(database, documents(identityProvider), { name: `acme-${number}` });
  await givePassword(world, 'eva');
  await database.write((tx) =>
    execute(
      tx,
      `UPDATE user_activity SET activated_at = $2::timestamptz, last_sign_in_at = $2::timestamptz WHERE organisation_id = $1::uuid`,
      world.place.organisationId,
      world.now.toISOString(),
    ),
  );
}

describe('metadata in the settings', () => {
  beforeEach(async () => {
    await ready({ metadata: ours });
    await signInWorks(null);
    expect(await holds()).toBe(true);
  });

  test('that brings another certificate lets `required` hold', async () => {
    await change(documents({ metadata: rotated }));
    expect(await holds()).toBe(true);
  });

  test('that names another identity provider does not: nobody has signed in by it', async () => {
    await change(documents({ metadata: another }));
    expect(await holds()).toBe(false);
    await signInWorks(null);
    expect(await holds()).toBe(true);
  });
});

describe('metadata at an address', () => {
  const refresh = async (text: string): Promise<unknown> => {
    const [place] = await database.snapshot((tx) => metadataPlaces(tx, world.place.organisationId));
    if (place === undefined) throw new Error('no place');
    return refreshMetadata({ ...world.deps, fetchText: async () => text, allowLoopback: false }, place);
  };

  beforeEach(async () => {
    await ready({ metadataUrl: url });
    expect(await refresh(ours)).toBe('changed');
    await signInWorks(ours);
    expect(await holds()).toBe(true);
  });

  test('that brings another certificate lets `required` hold', async () => {
    expect(await refresh(rotated)).toBe('changed');
    expect(await holds()).toBe(true);
    expect(await entries(world, 'SSO', 'Disable')).toEqual([]);
  });

  test('that names another identity provider does not, and the audit log says so', async () => {
    expect(await refresh(another)).toBe('changed');
    expect(await holds()).toBe(false);
    expect(await entries(world, 'SSO', 'Disable')).toMatchObject([
      { actor: 'bylaw', address: 'SingleSignOn/emea', detail: { requiredSince: world.now.toISOString() } },
    ]);
  });

  test('is what a plan of something else judges by', async () => {
    const wider = documents({ metadataUrl: url, requireEncryption: true });
    await change(wider);
    expect(await holds()).toBe(true);
    await change(documents({ metadataUrl: `${url}/elsewhere` }));
    expect(await holds()).toBe(false);
  });
});
