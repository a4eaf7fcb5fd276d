import type { Command } from './command.ts';
import { allowanceOptions, type OptionSpec } from './option-specs.ts';

/** A command as the parser, the help and the completion need it; its code is loaded when it is called. */
export interface CommandSpec {
  /** Words after `bylaw`. */
  readonly path: readonly [string, ...string[]];
  readonly summary: string;
  /** As the parser writes them: `[path]`, `<name>`, `[path...]`. */
  readonly operands?: string;
  readonly options?: readonly OptionSpec[];
  readonly examples?: readonly string[];
  readonly load: () => Promise<Command>;
}

const listFormat: OptionSpec = {
  flags: '--format <format>',
  description: 'how to show it',
  choices: ['text', 'json'],
};
const limit: OptionSpec = { flags: '--limit <n>', description: 'how many at most' };

/** Every command, in the order of the help: the way of a change first. */
export const catalogue: readonly CommandSpec[] = [
  {
    path: ['init'],
    summary: 'Lay out a new manifest set: bylaw.yaml, first manifests, a pipeline',
    operands: '[folder]',
    options: [
      {
        flags: '--pipeline <service>',
        description: 'the pipeline file',
        choices: ['github', 'gitlab', 'none'],
      },
      { flags: '--name <name>', description: 'name of the set (the name of the folder)' },
      { flags: '--account <account>', description: 'account of the first manifests (acme)' },
    ],
    examples: ['bylaw init settings --pipeline github'],
    load: async () => (await import('./init.ts')).init,
  },
  {
    path: ['validate'],
    summary: 'Check manifests, offline: every error with file, line and remedy',
    operands: '[path...]',
    options: [
      {
        flags: '--format <format>',
        description: 'how to show it',
        choices: ['text', 'json', 'sarif', 'junit', 'github'],
      },
    ],
    examples: ['bylaw validate', 'bylaw validate --format sarif > bylaw.sarif'],
    load: async () => (await import('./validate.ts')).validate,
  },
  {
    path: ['plan'],
    summary: 'Show what an apply would change, and whom it hits; change nothing',
    operands: '[path]',
    options: [
      { flags: '--out <file>', description: 'also write the plan to a file, as JSON', completes: 'file' },
      { flags: '--detailed-exitcode', description: 'exit with 2 when there are changes' },
      { flags: '--format <format>', description: 'how to show it', choices: ['text', 'json', 'markdown'] },
      ...allowanceOptions,
    ],
    examples: ['bylaw plan', 'bylaw plan --out plan.json --format markdown > comment.md'],
    load: async () => (await import('./plan.ts')).plan,
  },
  {
    path: ['apply'],
    summary: 'Show the plan, ask, and apply exactly it, in one transaction',
    operands: '[path]',
    options: [
      {
        flags: '--plan <id>',
        description: 'apply this plan: its id, or the file of plan --out',
        completes: 'file',
      },
      { flags: '--yes', description: 'do not ask' },
      ...allowanceOptions,
    ],
    examples: ['bylaw apply', 'bylaw apply --plan plan.json'],
    load: async () => (await import('./apply.ts')).apply,
  },
  {
    path: ['export'],
    summary: 'Write what is there as manifests',
    options: [
      { flags: '--account <account>', description: 'only this account' },
      { flags: '--kind <kind>', description: 'only this kind' },
      {
        flags: '--out <folder>',
        description: 'write files there, instead of standard output',
        completes: 'folder',
      },
      { flags: '--all', description: 'also what SSO or SCIM keeps and what other sets own' },
      { flags: '--format <format>', description: 'form of the manifests', choices: ['yaml', 'json'] },
      { flags: '--force', description: 'replace files that exist' },
    ],
    examples: ['bylaw export --out settings', 'bylaw export --account emea --kind Team'],
    load: async () => (await import('./export.ts')).exportManifests,
  },
  {
    path: ['history'],
    summary: 'List the plans that were applied',
    options: [{ flags: '--set <name>', description: 'only of this set' }, limit, listFormat],
    load: async () => (await import('./history.ts')).history,
  },
  {
    path: ['explain'],
    summary: 'Explain a kind or a field: meaning, type, default, risk, example',
    operands: '[kind.field]',
    examples: ['bylaw explain Team', 'bylaw explain SecurityPolicy.password.minLength'],
    load: async () => (await import('./explain.ts')).explain,
  },
  {
    path: ['audit'],
    summary: 'Search the audit log',
    options: [
      {
        flags: '--range <range>',
        description: 'a range by name',
        choices: ['last-15-minutes', 'last-3-hours', 'today', 'yesterday', 'this-week', 'last-week'],
      },
      { flags: '--from <time>', description: 'from this date or time on' },
      { flags: '--to <time>', description: 'up to this date or time' },
      { flags: '--timezone <zone>', description: 'time zone of days and times (that of this machine)' },
      { flags: '--user <name>', description: 'who did it' },
      { flags: '--item <item>', description: 'what sort of thing' },
      { flags: '--action <action>', description: 'what was done' },
      { flags: '--status <status>', description: 'how it ended', choices: ['success', 'failure'] },
      { flags: '--account <account>', description: 'in this account' },
      { flags: '--address <address>', description: 'on this resource, e.g. Team/emea/Support' },
      { flags: '--plan <id>', description: 'by this plan' },
      { flags: '--search <words>', description: 'words in any field' },
      limit,
      {
        flags: '--format <format>',
        description: 'how to show it',
        choices: ['text', 'json', 'csv', 'jsonl'],
      },
    ],
    examples: [
      'bylaw audit --range today --status failure',
      'bylaw audit --range last-week --format csv > audit.csv',
    ],
    load: async () => (await import('./audit.ts')).audit,
  },
  {
    path: ['server'],
    summary: 'Run the server',
    options: [
      { flags: '--data-dir <folder>', description: 'folder of the embedded database', completes: 'folder' },
      { flags: '--port <port>', description: 'port (8080)' },
      { flags: '--host <host>', description: 'address to listen on (127.0.0.1)' },
    ],
    examples: ['bylaw server --data-dir data', 'DATABASE_URL=postgresql://... bylaw server --host 0.0.0.0'],
    load: async () => (await import('./server.ts')).server,
  },
  {
    path: ['idp'],
    summary: 'Run an identity provider for trials, which misbehaves on demand',
    options: [
      { flags: '--user <email>', description: 'who signs in, without being asked (BYLAW_IDP_USER)' },
      { flags: '--group <name>', description: 'a group of his or hers (may be repeated)', repeatable: true },
      { flags: '--fault <name>', description: 'how every response misbehaves (BYLAW_IDP_FAULT)' },
      { flags: '--list-faults', description: 'list the faults, each with the check that refuses it' },
      {
        flags: '--sign <parts>',
        description: 'what is signed',
        choices: ['both', 'response', 'assertion', 'none'],
      },
      {
        flags: '--encrypt-for <file>',
        description: 'encrypt assertions for this certificate',
        completes: 'file',
      },
      {
        flags: '--keys <folder>',
        description: 'keep its keys there (new ones each time)',
        completes: 'folder',
      },
      { flags: '--port <port>', description: 'port (7000)' },
      { flags: '--host <host>', description: 'address to listen on (127.0.0.1)' },
    ],
    examples: [
      'bylaw idp --user ana@acme.example --group Support',
      'bylaw idp --user ana@acme.example --fault wrong-audience',
    ],
    load: async () => (await import('./idp.ts')).idp,
  },
  {
    path: ['operator', 'organisation', 'create'],
    summary: 'Make an organisation with its first Account Manager',
    operands: '<name>',
    options: [
      { flags: '--seats <n>', description: 'purchased seats' },
      { flags: '--admin <username>', description: 'username of the first Account Manager' },
      { flags: '--email <email>', description: 'his or her e-mail address' },
      listFormat,
    ],
    examples: ['bylaw operator organisation create acme --seats 50 --admin ana --email ana@acme.example'],
    load: async () => (await import('./operator.ts')).createOrganisation,
  },
  {
    path: ['operator', 'organisation', 'set'],
    summary: 'Change the purchased seats of an organisation',
    operands: '<name>',
    options: [{ flags: '--seats <n>', description: 'purchased seats' }],
    load: async () => (await import('./operator.ts')).setOrganisation,
  },
  {
    path: ['completion'],
    summary: 'Print the completion script of a shell',
    operands: '<shell>',
    examples: ['source <(bylaw completion bash)'],
    load: async () => (await import('./completion.ts')).completionOf(catalogue),
  },
];
