import { describe, expect, it } from 'vitest';
import { load, manifest } from './temporary-set.ts';

/** The one mistake of a file: place, summary and remedy. */
async function mistakeIn(text: string): Promise<string> {
  const { diagnostics } = await load({ 'a.yaml': text });
  expect(diagnostics.map(({ summary }) => summary)).toHaveLength(1);
  const [found] = diagnostics;
  return `${found?.line}:${found?.column} [${found?.code}] ${found?.summary} = ${found?.remedy}`;
}

const user = (spec: string) => manifest('User', '{name: ana, account: emea}', spec);
const team = (spec: string) => manifest('Team', '{name: Support, account: emea}', spec);
const seats = (spec: string) => manifest('Seats', '{account: emea}', spec);
const policy = (spec: string) => manifest('SecurityPolicy', '{account: emea}', spec);

describe('a mistake in a manifest says what is wrong, what is allowed, and what was probably meant', () => {
  it.each([
    [
      'a field that does not exist',
      user('emial: a@b.example'),
      '5:3 [schema/unknown-field] spec has no field "emial" = Did you mean email?',
    ],
    [
      'a word that is none of those allowed',
      user('conversationsRoles: [viewr]'),
      '5:24 [schema/not-allowed] conversationsRoles cannot be "viewr"; it is setup, agent, analytics, supervisor or viewer = Did you mean viewer?',
    ],
    [
      'a forgotten value',
      seats('limit:'),
      '5:9 [schema/null] limit has no value; null means nothing here = Write a number or unlimited, or remove limit, if it shall not be managed',
    ],
    [
      'a null in words',
      policy('maxInactivityDays: null'),
      '5:22 [schema/null] maxInactivityDays has no value (null is null); null means nothing here = Write a number or never, or remove maxInactivityDays, if it shall not be managed',
    ],
    [
      'a tilde',
      user('invitation: ~'),
      '5:15 [schema/null] invitation has no value (~ is null); null means nothing here = Write email or none, or remove invitation, if it shall not be managed',
    ],
    [
      'an unquoted telephone number',
      user('mobileNumber: +385911234567'),
      '5:17 [yaml/quote] +385911234567 is read as the number 385911234567, and text is due here = Quote it: "+385911234567"',
    ],
    [
      'an unquoted no',
      user('lastName: no'),
      '5:13 [yaml/quote] no is text here, but many tools read it as false = Quote it: "no"',
    ],
    [
      'an exponent',
      user('firstName: 1e3'),
      '5:14 [yaml/quote] 1e3 is read as the number 1000, and text is due here = Quote it: "1e3"',
    ],
    [
      'a truth value for text',
      user('firstName: true'),
      '5:14 [yaml/quote] true is read as the truth value true, and text is due here = Quote it: "true"',
    ],
    [
      'yes for true',
      user('enabled: yes'),
      '5:12 [schema/type] true or false is due here, not the word "yes" = Write true',
    ],
    [
      'text for a list',
      user('roles: Account Manager'),
      '5:10 [schema/type] roles is a list, not the text "Account Manager" = Write a list: [Account Manager]',
    ],
    [
      'a quoted number',
      policy('maxLoginAttempts: "5"'),
      '5:21 [schema/type] maxLoginAttempts is a whole number, not the text "5" = Remove the quotes',
    ],
    [
      'a number out of range',
      policy('maxInactivityDays: 400'),
      '5:22 [schema/range] maxInactivityDays is from 15 to 365, or never, not 400 = Write a number from 15 to 365, or never',
    ],
    [
      'a misspelt word beside numbers',
      policy('maxInactivityDays: nver'),
      '5:22 [schema/form] maxInactivityDays "nver" does not have the form that is due: a number or never = Did you mean never?',
    ],
    [
      'an empty list that would shut everybody out',
      user('allowedNetworks: []'),
      "5:20 [schema/empty] allowedNetworks is empty, which is refused here = Networks from which this user can sign in; it only narrows the account's list. Left out: the account's list alone counts.",
    ],
    [
      'an item twice',
      team('members: [ana, ivan, ana]'),
      '5:12 [schema/twice] members has "ana" twice, as items 1 and 3 = Keep one of the two',
    ],
    [
      'members of an SSO team',
      team('membership: sso\nmembers: [ana]'),
      '6:3 [schema/not-here] members cannot be used together with what stands beside it = The members, by username. An empty list means nobody. Refused with membership sso.',
    ],
  ])('%s', async (_name, text, expected) => {
    expect(await mistakeIn(text)).toBe(expected);
  });

  it('a kind that does not exist', async () => {
    expect(await mistakeIn('apiVersion: bylaw.dev/v1\nkind: Tema\nmetadata: {name: a}\nspec: {}\n')).toBe(
      '2:7 [document/unknown-kind] there is no kind "Tema" = Did you mean Team?',
    );
  });

  it('a missing account', async () => {
    expect(await mistakeIn(manifest('Team', '{name: Support}', '{}'))).toMatch(
      /^3:1 \[schema\/missing-field\] metadata needs account/,
    );
  });

  it('agent and supervisor together', async () => {
    expect(await mistakeIn(user('conversationsRoles: [agent, supervisor]'))).toMatch(
      /^5:31 \[schema\/excluded\] "supervisor" cannot stand beside/,
    );
  });

  it('another version of the language', async () => {
    const text = user('language: hr').replace('bylaw.dev/v1', 'bylaw.dev/v2');
    expect(await mistakeIn(text)).toBe(
      '1:13 [schema/not-allowed] apiVersion is always "bylaw.dev/v1" here, not "bylaw.dev/v2" = Write bylaw.dev/v1',
    );
  });
});

describe('several mistakes', () => {
  it('are reported all, in the order of the file', async () => {
    const { diagnostics } = await load({
      'a.yaml': user('emial: a@b.example\nenabled: 1\nroles: []\nlanguage: Croatian'),
      'b.yaml': `${team('membrs: [ana]')}---\n${seats('limit: -1')}`,
    });
    expect(diagnostics.map(({ file, line, address }) => `${file}:${line} ${address}`)).toEqual([
      'a.yaml:5 User/emea/ana',
      'a.yaml:6 User/emea/ana',
      'a.yaml:8 User/emea/ana',
      'b.yaml:5 Team/emea/Support',
      'b.yaml:11 Seats/emea',
    ]);
  });

  it('have a pointer into their document', async () => {
    const { diagnostics } = await load({ 'a.yaml': team('members: [ana, 7]') });
    expect(diagnostics.map(({ pointer }) => pointer)).toEqual(['/spec/members/1']);
  });

  it("are found in the items of a List by the items' own lines", async () => {
    const items = [user('emial: x'), team('membrs: []')].map(
      (text) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}`,
    );
    const { diagnostics } = await load({
      'a.yaml': `apiVersion: bylaw.dev/v1\nkind: List\nitems:\n${items.join('\n')}\n`,
    });
    expect(diagnostics.map(({ line, column, pointer }) => `${line}:${column} ${pointer}`)).toEqual([
      '8:5 /items/0/spec/emial',
      '13:5 /items/1/spec/membrs',
    ]);
  });

  it('are found in documents that only yaml can read, at the same places', async () => {
    const plain = user('emial: a@b.example\nroles: [7]');
    const anchored = plain.replace('emial: a@b.example', 'emial: &anchor a@b.example');
    const [first, second] = [await load({ 'a.yaml': plain }), await load({ 'a.yaml': anchored })];
    expect(second.diagnostics).toEqual(first.diagnostics);
  });

  it('are found in JSON, at their places', async () => {
    const value = {
      apiVersion: 'bylaw.dev/v1',
      kind: 'User',
      metadata: { name: 'ana', account: 'emea' },
      spec: { emial: 'x', 'a b': 1 },
    };
    const { diagnostics } = await load({ 'a.json': JSON.stringify(value, null, '\t') });
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '9:3 schema/unknown-field',
      '10:3 schema/unknown-field',
    ]);
  });
});
