import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../controller/commands/catalogue.ts';
import { parseWords } from '../../../controller/commands/parse-words.ts';
import { parseFully } from '../../../controller/commands/program.ts';
import { withProgress } from '../../../controller/commands/progress.ts';
import { runCommand } from './run-command.ts';

describe('a mistake on the command line', () => {
  test.each([
    [['plam'], "unknown command 'plam'", 'Did you mean plan?'],
    [['plan', '--fromat', 'json'], "unknown option '--fromat'", 'Did you mean --format?'],
    [['plan', '--format', 'yaml'], "argument 'yaml' is invalid", 'Allowed choices are text, json, markdown'],
    [['plan', 'a', 'b'], 'too many arguments', ''],
    [['plan', '--out'], 'argument missing', ''],
    [['operator', 'organisation', 'create'], "missing required argument 'name'", ''],
    [['plan', '--token', 'byl_secret'], 'A token is not taken from the command line', 'BYLAW_TOKEN'],
    [['plan', '--token=byl_secret'], 'A token is not taken from the command line', 'BYLAW_TOKEN'],
  ])('%j', async (words, summary, remedy) => {
    const { exitCode, stdout, stderr } = await runCommand(words, { cwd: '/' });
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(summary);
    expect(stderr).toContain(remedy);
    expect(stderr).not.toContain('byl_secret');
  });
});

describe('help', () => {
  test.each([[['--help']], [['-h']]])('%j lists every command', async (words) => {
    const { exitCode, stdout } = await runCommand(words);
    expect(exitCode).toBe(0);
    for (const { path } of catalogue) expect(stdout).toContain(path[0]);
  });

  test.each(catalogue.map(({ path }) => [path.join(' ')]))('%s --help tells its options', async (path) => {
    const { exitCode, stdout } = await runCommand([...path.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: bylaw ${path}`);
    expect(stdout).not.toContain('--token');
  });

  test('without a command is help, and an error', async () => {
    const { exitCode, stderr } = await runCommand([]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Usage: bylaw <command>');
  });
});

test.each([
  ['plan'],
  ['plan settings --out plan.json --detailed-exitcode --format json'],
  ['plan -f bylaw.staging.yaml --no-color --quiet'],
  ['apply --plan p-1 --yes --allow-deletions 3 --take-over Team/a/b --take-over Team/a/c --take-over-set'],
  ['validate a b c --format=sarif'],
  ['operator organisation create acme --seats 5'],
  ['explain'],
  ['explain Team.members --verbose'],
])('both parsers read the same: %s', async (line) => {
  const words = line.split(' ');
  const [quick, full] = [await parseWords(words), parseFully(words)];
  if ('text' in quick || 'text' in full) throw new Error('expected a command');
  expect(quick.spec).toBe(full.spec);
  expect(quick.raw.operands).toEqual(full.raw.operands);
  const { color = true, ...options } = quick.raw.options;
  expect({ color, ...options }).toEqual(full.raw.options);
});

describe('progress', () => {
  const slowly = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('done'), 1200));

  test('is silent for what is quick', async () => {
    const written: string[] = [];
    expect(
      await withProgress('Planning', Promise.resolve(1), {
        terminal: true,
        write: (text) => written.push(text),
      }),
    ).toBe(1);
    expect(written).toEqual([]);
  });

  test('is a line that goes away at a terminal, and one line elsewhere', async () => {
    const [terminal, file]: string[][] = [[], []];
    await Promise.all([
      withProgress('Planning', slowly(), { terminal: true, write: (text) => terminal?.push(text) }),
      withProgress('Planning', slowly(), { terminal: false, write: (text) => file?.push(text) }),
    ]);
    expect(terminal?.[0]).toContain('Planning ... 1 s');
    expect(terminal?.at(-1)).toBe('\r\u001B[2K');
    expect(file).toEqual(['Planning ...\n']);
  });
});
