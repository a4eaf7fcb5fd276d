import { describe, expect, it } from 'vitest';
import type { HostResolver } from '../../../api/hostnames/check-host.ts';
import { checkHost } from '../../../api/hostnames/check-host.ts';
import { hostRecords, isProof } from '../../../api/hostnames/host-records.ts';
import { testDatabase } from '../../support/database.ts';
import { testKeyring } from '../../support/keyring.ts';
import { caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';

type Zone = Readonly<Record<string, readonly string[] | undefined>>;

/** DNS as the tests want it: `CNAME portal.acme.example`; a name that is not there is unknown, and `broken.example` does not answer. */
function dns(zone: Zone): HostResolver {
  const answer = async (type: string, name: string): Promise<string[]> => {
    if (name.endsWith('broken.example')) throw Object.assign(new Error('time out'), { code: 'ETIMEOUT' });
    const found = zone[`${type} ${name}`];
    if (found === undefined) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
    return [...found];
  };
  return {
    resolveCname: (name) => answer('CNAME', name),
    resolve4: (name) => answer('A', name),
    resolve6: (name) => answer('AAAA', name),
    resolveTxt: async (name) => (await answer('TXT', name)).map((text) => [text.slice(0, 5), text.slice(5)]),
  };
}

const keyring = testKeyring();
const publicUrl = 'https://bylaw.vendor.example';
const place = { organisationId: 'o', account: 'emea', hostname: 'portal.acme.example' };
const records = hostRecords({ keyring, publicUrl }, place);
const proof = records.find(({ purpose }) => purpose === 'proof')?.value ?? '';

async function statesWith(zone: Zone, of = place): Promise<readonly string[]> {
  const wanted = hostRecords({ keyring, publicUrl }, of);
  const checked = await checkHost({ keyring, resolver: dns(zone) }, of, wanted);
  return checked.map(({ state }) => state);
}

describe('the records of a host name', () => {
  it('are an alias to the server, or its address, and a text', () => {
    expect(records).toEqual([
      {
        purpose: 'address',
        type: 'CNAME',
        name: 'portal.acme.example',
        value: 'bylaw.vendor.example',
      },
      { purpose: 'proof', type: 'TXT', name: '_bylaw.portal.acme.example', value: proof },
    ]);
    expect(hostRecords({ keyring, publicUrl: 'https://192.0.2.7:8443' }, place)[0]).toMatchObject({
      type: 'A',
      value: '192.0.2.7',
    });
    expect(hostRecords({ keyring, publicUrl: 'https://[2001:db8::7]' }, place)[0]).toMatchObject({
      type: 'AAAA',
      value: '2001:db8::7',
    });
  });

  it('prove it for this account, organisation and name alone, also with a former key', () => {
    expect(isProof(keyring, place, proof)).toBe(true);
    expect(isProof(testKeyring('newer', 'test'), place, proof)).toBe(true);
    for (const other of [{ organisationId: 'p' }, { account: 'apac' }, { hostname: 'x.acme.example' }])
      expect(isProof(keyring, { ...place, ...other }, proof)).toBe(false);
  });

  it.each<[string, Zone, readonly string[]]>([
    ['nothing is there', {}, ['missing', 'missing']],
    [
      'all is there',
      {
        'CNAME portal.acme.example': ['Bylaw.vendor.example.'],
        'TXT _bylaw.portal.acme.example': ['v=other', proof],
      },
      ['found', 'found'],
    ],
    [
      'addresses in the place of an alias',
      { 'A portal.acme.example': ['192.0.2.7'], 'A bylaw.vendor.example': ['192.0.2.7'] },
      ['found', 'missing'],
    ],
    [
      'it leads elsewhere, with another account’s text',
      {
        'CNAME portal.acme.example': ['elsewhere.example'],
        'TXT _bylaw.portal.acme.example': [
          hostRecords({ keyring, publicUrl }, { ...place, account: 'apac' })[1]?.value ?? '',
        ],
      },
      ['differs', 'differs'],
    ],
  ])('%s', async (_, zone, states) => {
    expect(await statesWith(zone)).toEqual(states);
  });

  it('say so where DNS does not answer', async () => {
    const of = { ...place, hostname: 'portal.broken.example' };
    expect(await statesWith({}, of)).toEqual(['unreachable', 'unreachable']);
  });
});

it('GET .../customization/hostname looks them up', async () => {
  const zone: Record<string, readonly string[]> = {};
  const { app } = await testServer(await testDatabase(), { publicUrl, keyring, resolver: dns(zone) });
  const admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  await apply(admin, [
    { kind: 'Account', name: 'emea', spec: {} },
    { kind: 'Customization', account: 'acme', spec: { hostname: 'portal.acme.example' } },
  ]);
  const read = (account: string) => admin('GET', `/v1/accounts/${account}/customization/hostname`);
  expect((await read('emea')).body).toMatchObject({ hostname: null, records: [], proven: false });
  expect((await read('nobody')).status).toBe(404);
  const { body } = await read('acme');
  expect(body).toMatchObject({ hostname: 'portal.acme.example', proven: false });
  const wanted = body['records'] as { type: string; name: string; value: string }[];
  for (const { type, name, value } of wanted) zone[`${type} ${name}`] = [value];
  expect((await read('acme')).body).toMatchObject({
    proven: true,
    records: [{ state: 'found' }, { state: 'found' }],
  });
});
