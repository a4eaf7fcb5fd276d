import type { ZxcvbnFactory, ZxcvbnResult } from '@zxcvbn-ts/core';

/** How easily a password is guessed, and by what. */
export type Strength = Pick<ZxcvbnResult, 'score' | 'sequence' | 'feedback'>;

export type EstimateStrength = (
  password: string,
  language: string,
  userInputs: readonly string[],
) => Promise<Strength>;

type Words = Pick<typeof import('@zxcvbn-ts/language-en'), 'dictionary' | 'translations'>;

const english = (): Promise<Words> => import('@zxcvbn-ts/language-en');

/** Dictionaries of words beside the lists of leaked passwords, by language; English ones where there are none. */
const languages: ReadonlyMap<string, () => Promise<Words>> = new Map([['en', english]]);

/**
 * What bounds the work on a password that is made to be slow: 0.1 s, where the library's own limits allow 3 s. A password whose first 64
 * characters are hard to guess is.
 */
const bounds = { maxLength: 64, l33tMaxSubstitutions: 8 } as const;

async function loaded(loadWords: () => Promise<Words>): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common, words] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    loadWords(),
  ]);
  return new Factory({
    ...bounds,
    graphs: common.adjacencyGraphs,
    dictionary: { ...common.dictionary, ...words.dictionary },
    translations: words.translations,
  });
}

/**
 * An estimate by zxcvbn. The dictionaries, a fifth of a second and 25 MB, are loaded at the first password that is checked
 * and kept: the start of a server does not pay for them.
 */
export function createStrengthEstimate(): EstimateStrength {
  const factories = new Map<() => Promise<Words>, Promise<ZxcvbnFactory>>();
  const factoryOf = (language: string): Promise<ZxcvbnFactory> => {
    const words = languages.get(language) ?? english;
    const factory = factories.get(words) ?? loaded(words);
    factories.set(words, factory);
    return factory;
  };
  return async (password, language, userInputs) =>
    (await factoryOf(language)).check(password, [...userInputs]);
}
