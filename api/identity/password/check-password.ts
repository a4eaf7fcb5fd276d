import { createStrengthEstimate, type EstimateStrength, type Strength } from './estimate-strength.ts';
import { normalised } from './normalised.ts';
import { isOwnData, wordsOf } from './own-data.ts';

/** What a new password must keep. */
interface PasswordRules {
  /** Code points. */
  readonly minLength: number;
  /** Whether common passwords, and those that are easily guessed, are refused. */
  readonly refuseCommon: boolean;
  /** What others know of the person: username, e-mail address, names, organisation. Empty ones are passed over. */
  readonly userInputs: readonly string[];
  /** Of the words that are guessed first, beside lists of leaked passwords: `en`. */
  readonly language: string;
}

/** Why a password is refused: for a machine, and in plain words. The password is not in it. */
interface PasswordFault {
  readonly code: 'too-short' | 'too-long' | 'own-data' | 'common' | 'guessable';
  readonly reason: string;
}

/** All that is wrong with a new password; an empty list is a good one. */
export type CheckPassword = (password: string, rules: PasswordRules) => Promise<readonly PasswordFault[]>;

/** Code points. Longer than any phrase, short enough that nobody sends a book to be hashed. */
export const maxPasswordLength = 256;

/** zxcvbn: three of four means more than 10^8 guesses. */
const leastScore = 3;

function lengthFault(length: number, minLength: number): PasswordFault | undefined {
  if (length < minLength) {
    return { code: 'too-short', reason: `It has ${length} characters; at least ${minLength} are needed.` };
  }
  if (length <= maxPasswordLength) return undefined;
  return {
    code: 'too-long',
    reason: `It has ${length} characters; at most ${maxPasswordLength} are possible.`,
  };
}

/** Whether the whole password, but for capitals and the like, stands in a list of leaked ones. */
function isCommon({ sequence: [first, ...others] }: Strength): boolean {
  return others.length === 0 && first?.['dictionaryName'] === 'passwords-common';
}

function strengthFault(strength: Strength): PasswordFault | undefined {
  if (isCommon(strength)) return { code: 'common', reason: 'It is a common password, which is tried first.' };
  if (strength.score >= leastScore) return undefined;
  const { warning } = strength.feedback;
  return { code: 'guessable', reason: `It is easy to guess.${warning === null ? '' : ` ${warning}`}` };
}

/**
 * Checks new passwords (NIST SP 800-63B, 3.1.1.2: length, common ones, what is known of the person; no rules on kinds of
 * characters). One for the server: it keeps the dictionaries once they are loaded.
 */
export function createPasswordCheck(estimate: EstimateStrength = createStrengthEstimate()): CheckPassword {
  return async (password, { minLength, refuseCommon, userInputs, language }) => {
    const plain = normalised(password);
    const words = wordsOf(userInputs);
    const length = lengthFault([...plain].length, minLength);
    // A password of a megabyte is not looked at further.
    if (length?.code === 'too-long') return [length];
    const own: PasswordFault | undefined = isOwnData(plain, words)
      ? { code: 'own-data', reason: 'It is made of your name, address or organisation.' }
      : undefined;
    const strength = refuseCommon ? strengthFault(await estimate(plain, language, words)) : undefined;
    return [length, own, strength].filter((fault) => fault !== undefined);
  };
}
