import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Message } from './finding.ts';

/** What the content of a field is, after it was looked at. */
export interface FileContent {
  readonly messages: readonly Message[];
  /** Members that the content puts in the place of the field; undefined where it is unusable. */
  readonly add: JsonObject | undefined;
}
