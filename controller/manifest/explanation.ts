import type { Mistake } from './explain-schema-errors.ts';
import type { Message } from './finding.ts';

/** A message; `member` says that a key is concerned: of that member, or (empty) of the value itself. */
export interface Explanation extends Message {
  readonly member?: string;
}

/** The name of the field that holds the value, also where the value is an item of its list. */
export function fieldOf({ path }: Mistake): string {
  const name = [...path].reverse().find((part) => !/^\d+$/.test(String(part)));
  return String(name ?? 'document');
}
