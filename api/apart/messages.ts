/** A request on its way to the thread. */
export interface Asked {
  readonly id: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Its memory goes over to the thread: whoever asked has it no longer. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** Address of the client, as far as the proxies in front are trusted. */
  readonly ip: string;
}

/** Its answer. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Uint8Array;
}

/** What the thread says. */
export type FromThread =
  | { readonly answered: Answered; readonly id: number }
  | { readonly failed: string; readonly id: number }
  | { readonly counted: readonly [name: string, labels: Readonly<Record<string, string | number>>] };

/** `stop`: answer what was asked, then end. */
export type ToThread = Asked | 'stop';

/** What the thread is started with. */
export interface ThreadSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly publicUrl: string;
}
