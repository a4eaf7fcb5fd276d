// Turns the membership data of a real organisation into manifests. Plain JavaScript, so that `generate.mjs` runs it as it is.
import { readFileSync } from 'node:fs';

/** The organisation's main account; the accounts of the data are its sub-accounts. */
export const mainAccount = 'kubernetes-org';

/** The first Account Manager of the main account, whom no manifest names. */
export const firstManager = 'steering';

/** @returns the organisation as it was on 2 March 2021 */
export function readBase() {
  return JSON.parse(readFileSync(new URL('base.json', import.meta.url), 'utf8'));
}

/** @returns the sixty changes that its maintainers merged next, in order */
export function readSteps() {
  const lines = readFileSync(new URL('steps.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}

function changedTeams(teams, changes) {
  const result = { ...teams };
  for (const [name, team] of Object.entries(changes)) {
    if (team === null) delete result[name];
    else result[name] = team;
  }
  return result;
}

/** The accounts after a step; those that are given stay as they are. */
export function applyStep(accounts, step) {
  const result = { ...accounts };
  for (const [name, { admins, members, teams = {} }] of Object.entries(step.accounts)) {
    const before = result[name] ?? { admins: [], members: [], teams: {} };
    result[name] = {
      admins: admins ?? before.admins,
      members: members ?? before.members,
      teams: changedTeams(before.teams, teams),
    };
  }
  return result;
}

/** Text as YAML; quoted unless it is plainly a word. */
function scalar(text) {
  const plain = /^[A-Za-z][\w.-]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}

function documentText(kind, lines) {
  return ['---', 'apiVersion: bylaw.dev/v1', `kind: ${kind}`, ...lines].join('\n');
}

function fileText(documents) {
  return `${documents.join('\n')}\n`;
}

function accountDocument(name) {
  if (name !== mainAccount) return documentText('Account', [`metadata: {name: ${scalar(name)}}`, 'spec: {}']);
  return documentText('Account', [`metadata: {name: ${mainAccount}}`, 'spec: {main: true}']);
}

function userDocument(account, name, admin) {
  return documentText('User', [
    `metadata: {name: ${scalar(name)}, account: ${scalar(account)}, onRemoval: delete}`,
    `spec: {email: ${scalar(name)}@example.org, roles: [${admin ? 'Account Manager' : ''}]}`,
  ]);
}

function teamDocument(account, name, { description, parent, members }) {
  return documentText('Team', [
    'metadata:',
    `  name: ${scalar(name)}`,
    `  account: ${scalar(account)}`,
    ...(parent === undefined ? [] : [`  annotations: {parent: ${scalar(parent)}}`]),
    'spec:',
    ...(description === undefined ? [] : [`  description: ${JSON.stringify(description)}`]),
    ...(members.length === 0
      ? ['  members: []']
      : ['  members:', ...members.map((m) => `    - ${scalar(m)}`)]),
  ]);
}

/** The two files of one account: who is in it, and its teams. */
export function accountFiles(name, { admins, members, teams }) {
  const people = [...admins.map((user) => [user, true]), ...members.map((user) => [user, false])];
  const users = people
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([user, admin]) => userDocument(name, user, admin));
  const groups = Object.keys(teams).sort();
  return [
    { path: `accounts/${name}/users.yaml`, text: users.length === 0 ? '' : fileText(users) },
    {
      path: `accounts/${name}/teams.yaml`,
      text:
        groups.length === 0 ? '' : fileText(groups.map((group) => teamDocument(name, group, teams[group]))),
    },
  ].filter(({ text }) => text !== '');
}

function setFile(server) {
  return `apiVersion: bylaw.dev/v1
kind: ManifestSet
metadata:
  name: kubernetes-org
spec:
  server: ${server}
  maxDeletions: 50
`;
}

/** All files of the manifest set: the set itself, the accounts, and two files for each account. */
export function manifestFiles(accounts, server = 'http://127.0.0.1:8080') {
  const names = [mainAccount, ...Object.keys(accounts).sort()];
  return [
    { path: 'bylaw.yaml', text: setFile(server) },
    { path: 'accounts.yaml', text: fileText(names.map(accountDocument)) },
    ...Object.entries(accounts).flatMap(([name, account]) => accountFiles(name, account)),
  ];
}
