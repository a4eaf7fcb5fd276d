import type { Argon2Parameters } from './argon2id.ts';

/** What a hashing thread is asked. */
export type HashTask =
  | { readonly hash: string; readonly parameters: Argon2Parameters & { readonly outputLen: number } }
  | { readonly verify: string; readonly password: string };

/** Its answer: a PHC string, whether the password matches, or why it could not tell. */
export type HashOutcome = { readonly result: string | boolean } | { readonly failed: string };
