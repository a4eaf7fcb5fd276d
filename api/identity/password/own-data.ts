/** What remains beside own data must at least be this long, in code points: the shortest password that any policy allows. */
const leastRest = 8;
/** Shorter words stand in too many others. */
const leastWord = 3;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The texts, and the words in them: of `ana.horvat@acme.example` also `ana`, `horvat`, `acme` and `example`. The longest first. */
export function wordsOf(userInputs: readonly string[]): readonly string[] {
  const whole = userInputs.map(folded).filter((text) => text.trim() !== '');
  const words = whole.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  const distinct = [...new Set(words)].filter((word) => [...word].length >= leastWord);
  return distinct.sort((one, other) => other.length - one.length);
}

/**
 * Whether a password lives on what others know of the person: without his own words too little of it is left. A long phrase
 * may have a name in it.
 */
export function isOwnData(password: string, words: readonly string[]): boolean {
  const plain = folded(password);
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest.length < plain.length && [...rest].length < leastRest;
}
