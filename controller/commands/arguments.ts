import { Failure } from '../client/failure.ts';
import type { RawArguments } from './command.ts';

/** The value of `--name VALUE`; undefined where it was not given. */
export function textOption({ options }: RawArguments, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** True where the switch was given. */
export function flagOption({ options }: RawArguments, name: string): boolean {
  return options[name] === true;
}

/** The values of an option that may be given several times. */
export function listOption({ options }: RawArguments, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** A whole number, not negative. @throws Failure for anything else */
export function countOption(raw: RawArguments, name: string, flag: string): number | undefined {
  const text = textOption(raw, name);
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!/^\d+$/u.test(text) || !Number.isSafeInteger(count)) {
    throw new Failure(`${flag} takes a whole number, not '${text}'`, { remedy: `Write it as in ${flag} 10` });
  }
  return count;
}

/** One of several words; the parser has refused all others. */
export function choiceOption<T extends string>(
  raw: RawArguments,
  name: string,
  choices: readonly [T, ...T[]],
): T {
  const value = textOption(raw, name);
  return choices.find((choice) => choice === value) ?? choices[0];
}
