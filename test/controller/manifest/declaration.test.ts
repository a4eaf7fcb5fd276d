import { describe, expect, it } from 'vitest';
import { load, manifest, setFile } from './temporary-set.ts';

const notifications = `subscriptions:
  - name: money
    events: [balance]
    to: {roles: [Finance Manager]}
  - events: [user-locked]
    name: locks
webhooks: []`;

describe('the declaration of a set', () => {
  it('has the set, the documents in order, and the line of every field', async () => {
    const set = await load({
      'bylaw.yaml': `${setFile}  prune: false\n  maxDeletions: 5%\n  confirmWithin: 15m\n  scope: {accounts: [emea]}\n`,
      'b.yaml': `# locks and money\n${manifest('Notifications', '{account: emea}', notifications)}`,
      'a.yaml': `---\n${manifest('SecurityPolicy', '{account: emea}', 'password:\n  minLength: 12\n  history: 5\nsession: {idleMinutes: 30}')}`,
    });
    expect(set.diagnostics).toEqual([]);
    const declaration = await set.declaration({ commit: 'abc' });
    expect(declaration).toEqual({
      version: '1',
      set: {
        name: 'tried',
        prune: false,
        maxDeletions: '5%',
        confirmWithin: '15m',
        scope: { accounts: ['emea'] },
      },
      origin: { commit: 'abc' },
      documents: [
        {
          kind: 'SecurityPolicy',
          metadata: { account: 'emea' },
          spec: { password: { minLength: 12, history: 5 }, session: { idleMinutes: 30 } },
          source: {
            file: 'a.yaml',
            line: 2,
            lines: {
              '/password': 6,
              '/password/minLength': 7,
              '/password/history': 8,
              '/session': 9,
              '/session/idleMinutes': 9,
            },
          },
        },
        expect.objectContaining({
          kind: 'Notifications',
          source: {
            file: 'b.yaml',
            line: 2,
            lines: {
              '/subscriptions': 6,
              '/subscriptions/money': 7,
              '/subscriptions/money/name': 7,
              '/subscriptions/money/events': 8,
              '/subscriptions/money/to': 9,
              '/subscriptions/money/to/roles': 9,
              '/subscriptions/locks': 10,
              '/subscriptions/locks/events': 10,
              '/subscriptions/locks/name': 11,
              '/webhooks': 12,
            },
          },
        }),
      ],
    });
  });

  it('is the same, lines included, whether the plain reader or yaml read the file', async () => {
    const plain = manifest('Notifications', '{account: emea}', notifications);
    const anchored = plain.replace('events: [balance]', 'events: &e [balance]');
    const [one, other] = [await load({ 'a.yaml': plain }), await load({ 'a.yaml': anchored })];
    expect(await other.declaration()).toEqual(await one.declaration());
  });

  it('is the same for JSON, but for lines', async () => {
    const value = {
      apiVersion: 'bylaw.dev/v1',
      kind: 'SecurityPolicy',
      metadata: { account: 'emea' },
      spec: { password: { minLength: 12 } },
    };
    const set = await load({ 'a.json': JSON.stringify(value, null, 2) });
    const { documents } = await set.declaration();
    expect(documents).toEqual([
      {
        kind: 'SecurityPolicy',
        metadata: { account: 'emea' },
        spec: { password: { minLength: 12 } },
        source: { file: 'a.json', line: 1, lines: { '/password': 8, '/password/minLength': 9 } },
      },
    ]);
  });

  it('gives items of a List their own lines', async () => {
    const item = manifest('Team', '{name: T, account: emea}', 'description: first')
      .trimEnd()
      .replaceAll('\n', '\n    ');
    const set = await load({ 'a.yaml': `apiVersion: bylaw.dev/v1\nkind: List\nitems:\n  - ${item}\n` });
    const { documents } = await set.declaration();
    expect(documents.map(({ source }) => source)).toEqual([
      { file: 'a.yaml', line: 4, lines: { '/description': 8 } },
    ]);
  });
});
