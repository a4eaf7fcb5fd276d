import { parseArgs } from 'node:util';
import { type CommandSpec, catalogue } from './catalogue.ts';
import { globalOptions, type OptionSpec } from './option-specs.ts';
import type { Call, Parsed } from './parsed.ts';

/** Refused with a reason of its own; known to the parser so that the value is not taken for a path. */
const refused: OptionSpec = { flags: '--token <token>', description: '' };

interface Flag {
  readonly name: string;
  readonly short: string | undefined;
  readonly spec: OptionSpec;
}

function flagOf(spec: OptionSpec): Flag {
  const [, name = ''] = /--([a-z-]+)/u.exec(spec.flags) ?? [];
  return { name, short: /^-([a-z]),/u.exec(spec.flags)?.[1], spec };
}

function flagsOf({ options = [] }: CommandSpec): Flag[] {
  return [...options, ...globalOptions, refused].map(flagOf);
}

/** `allowDeletions` of `allow-deletions`; `no-color` is the opposite of `color`. */
function keyOf(name: string): string {
  return name.replace(/^no-/u, '').replace(/-([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

function configOf({
  name,
  short,
  spec,
}: Flag): readonly [string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }] {
  const type = spec.flags.includes('<') ? 'string' : 'boolean';
  return [name, { type, multiple: spec.repeatable === true, ...(short === undefined ? {} : { short }) }];
}

function fits(flags: readonly Flag[], values: Readonly<Record<string, unknown>>): boolean {
  return flags.every(({ name, spec }) => {
    const value = values[name];
    return (
      value === undefined || spec.choices === undefined || spec.choices.some((choice) => choice === value)
    );
  });
}

function countFits({ operands = '' }: CommandSpec, count: number): boolean {
  const least = operands.startsWith('<') ? 1 : 0;
  const most = operands.includes('...') ? Number.POSITIVE_INFINITY : operands === '' ? 0 : 1;
  return count >= least && count <= most;
}

function findSpec(words: readonly string[]): CommandSpec | undefined {
  return catalogue.find(({ path }) => path.every((word, index) => words[index] === word));
}

/**
 * Takes a correct command line apart, with what Node brings. Loading the full parser would cost more than checking a few
 * manifests; it is for help and for mistakes.
 *
 * @param words the command line without the program
 * @returns undefined where the full parser has to say what is wrong, or help
 */
function parseCorrect(words: readonly string[]): Call | undefined {
  const spec = findSpec(words);
  if (spec === undefined) return undefined;
  const flags = flagsOf(spec);
  try {
    const { values, positionals } = parseArgs({
      args: words.slice(spec.path.length),
      options: Object.fromEntries(flags.map(configOf)),
      allowPositionals: true,
    });
    if (!fits(flags, values) || !countFits(spec, positionals.length)) return undefined;
    const options = Object.entries(values).map(([name, value]) => [
      keyOf(name),
      name.startsWith('no-') ? !value : value,
    ]);
    return { spec, raw: { operands: positionals, options: Object.fromEntries(options) } };
  } catch {
    return undefined;
  }
}

/** Takes the words after `bylaw` apart. Mistakes come back as text, with "did you mean". */
export async function parseWords(words: readonly string[]): Promise<Parsed> {
  const call = parseCorrect(words);
  if (call !== undefined) return call;
  const { parseFully } = await import('./program.ts');
  return parseFully(words);
}
