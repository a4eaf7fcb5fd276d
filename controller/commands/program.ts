import { Argument, CommanderError, Option, Command as Parser } from 'commander';
import { type CommandSpec, catalogue } from './catalogue.ts';
import { globalOptions, type OptionSpec } from './option-specs.ts';
import type { Parsed } from './parsed.ts';

interface Sink {
  parsed: Parsed | undefined;
  text: string;
}

const groupSummaries: Readonly<Record<string, string>> = {
  operator: 'For the vendor: organisations and their purchased seats',
  'operator organisation': 'Organisations on the server',
};

function toOption({ flags, description, choices, repeatable }: OptionSpec): Option {
  const option = new Option(flags, description);
  if (choices !== undefined) option.choices(choices);
  if (repeatable)
    option.argParser((value: string, previous: string[] | undefined) => [...(previous ?? []), value]);
  return option;
}

function examplesText(examples: readonly string[] | undefined): string {
  return examples === undefined ? '' : `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`;
}

/** The parser's own settings, the same for every level of commands. */
function prepare(parser: Parser, sink: Sink): Parser {
  const write = (text: string): void => {
    sink.text += text;
  };
  return parser
    .exitOverride()
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .configureOutput({ writeOut: write, writeErr: write, outputError: (text) => write(text) });
}

function addCommand(parent: Parser, spec: CommandSpec, sink: Sink): void {
  const parser = prepare(parent.command(spec.path.at(-1) ?? ''), sink).description(spec.summary);
  for (const operand of spec.operands?.split(' ') ?? []) parser.addArgument(new Argument(operand));
  for (const option of [...(spec.options ?? []), ...globalOptions]) parser.addOption(toOption(option));
  parser.addOption(new Option('--token <token>').hideHelp());
  parser.addHelpText('after', () => examplesText(spec.examples));
  parser.action(() => {
    sink.parsed = {
      spec,
      raw: { operands: parser.processedArgs.flat().filter(isText), options: parser.opts() },
    };
  });
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** The parser of a group such as `operator organisation`, made when its first command needs it. */
function groupParser(root: Parser, path: readonly string[], sink: Sink): Parser {
  return path.reduce((parent, name, index) => {
    const known = parent.commands.find((command) => command.name() === name);
    if (known !== undefined) return known;
    return prepare(parent.command(name), sink).description(
      groupSummaries[path.slice(0, index + 1).join(' ')] ?? '',
    );
  }, root);
}

function createParser(sink: Sink): Parser {
  const root = prepare(new Parser('bylaw'), sink)
    .usage('<command> [options]')
    .description('Account settings as code: declare, plan, see whom it hits, apply, audit.')
    .option('-V, --version', 'show the version')
    .addHelpText(
      'after',
      '\n`bylaw <command> --help` tells more of a command, `bylaw explain KIND` of a manifest.',
    );
  for (const spec of catalogue) addCommand(groupParser(root, spec.path.slice(0, -1), sink), spec, sink);
  return root;
}

/**
 * The full parser: help, and what is wrong with a command line, with "did you mean".
 *
 * @param words the command line without the program
 */
export function parseFully(words: readonly string[]): Parsed {
  const sink: Sink = { parsed: undefined, text: '' };
  try {
    createParser(sink).parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { text: sink.text, exitCode: error.exitCode === 0 ? 0 : 1 };
  }
  return sink.parsed ?? { text: sink.text, exitCode: 1 };
}
