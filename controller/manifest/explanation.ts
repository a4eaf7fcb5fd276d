import type { Json } from '../../schemas/contract/json.ts';
import type { ValidationError } from '../../schemas/generated/load-validator.js';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import type { Message } from './finding.ts';
import type { Path } from './place.ts';

/** What an explanation may look at. */
export interface Mistake {
  readonly error: ValidationError;
  /** From the root of the manifest. */
  readonly path: Path;
  readonly value: Json | undefined;
  /** Of the value; undefined for a member that the schema does not know. */
  readonly schema: JsonSchema | undefined;
  /** The scalar as it is written in the file, quotes included. */
  readonly written: string;
}

/** A message; `member` says that a key is concerned: of that member, or (empty) of the value itself. */
export interface Explanation extends Message {
  readonly member?: string;
}

/** The name of the field that holds the value, also where the value is an item of its list. */
export function fieldOf({ path }: Mistake): string {
  const name = [...path].reverse().find((part) => !/^\d+$/.test(String(part)));
  return String(name ?? 'document');
}
