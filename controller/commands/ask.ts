import { createInterface } from 'node:readline';

/**
 * Asks a question and gives the line that is typed. Ctrl-C and the end of input count as an empty answer.
 *
 * @param input where the answer is typed
 * @param output where the question is shown
 */
export function ask(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const lines = createInterface({ input, output });
  return new Promise((resolve) => {
    const answer = (text: string): void => {
      lines.removeAllListeners('close');
      lines.close();
      resolve(text);
    };
    lines.on('SIGINT', () => answer(''));
    lines.on('close', () => answer(''));
    lines.question(question, answer);
  });
}
