import { Socket } from 'node:net';

type Sent = (error?: Error | null) => void;

/**
 * A connection that sends at once what is written to it in one go: a BEGIN and the statements that follow it are one packet and one system
 * call instead of one each, and system calls are most of what a short statement costs this process.
 */
export class BatchingSocket extends Socket {
  #gathering = false;

  override write(chunk: string | Uint8Array, sent?: Sent): boolean;
  override write(chunk: string | Uint8Array, encoding?: BufferEncoding, sent?: Sent): boolean;
  override write(chunk: string | Uint8Array, encoding?: BufferEncoding | Sent, sent?: Sent): boolean {
    this.#gather();
    return typeof encoding === 'function' ? super.write(chunk, encoding) : super.write(chunk, encoding, sent);
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.uncork();
    });
  }
}
