/** In kibibytes, passes and threads. */
export interface Argon2Parameters {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** What a hashing thread is asked. */
export type HashTask =
  | { readonly hash: string; readonly parameters: Argon2Parameters & { readonly outputLen: number } }
  | { readonly verify: string; readonly password: string };

/** Its answer: a PHC string, whether the password matches, or why it could not tell. */
export type HashOutcome = { readonly result: string | boolean } | { readonly failed: string };

/** Where hashing is done. As much runs at once as is asked at once: the hasher bounds it. */
export interface HashThreads {
  run(task: HashTask): Promise<string | boolean>;
}
