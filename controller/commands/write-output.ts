import { once } from 'node:events';

/**
 * Standard output that may be closed by its reader at any time (`bylaw plan | head`): what comes after is dropped, and
 * long outputs are not made any further. That is no error of the command.
 */
export interface OutputWriter {
  readonly write: (text: string) => Promise<void>;
  readonly closed: () => boolean;
}

/** Wraps a stream; from then on a closed pipe ends in silence and every other error in a rejection. */
export function createOutputWriter(stream: NodeJS.WritableStream): OutputWriter {
  let closed = false;
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== 'EPIPE') failure = error;
  });
  const write = async (text: string): Promise<void> => {
    if (failure !== undefined) throw failure;
    if (closed || stream.write(text)) return;
    await Promise.race([once(stream, 'drain'), once(stream, 'close'), once(stream, 'error')]).catch(
      () => undefined,
    );
  };
  return { write, closed: () => closed };
}

/** Writes a text, or the pieces of one as they come, no faster than they are read. */
export async function writeOutput(
  output: string | AsyncIterable<string>,
  writer: OutputWriter,
): Promise<void> {
  if (typeof output === 'string') return writer.write(output);
  for await (const piece of output) {
    await writer.write(piece);
    if (writer.closed()) return;
  }
}
