import type { JsonObject } from '../../../schemas/contract/json.ts';

/** Something that is not like what was before: pointed out to people, who judge it. It stops nobody. */
export interface Finding {
  readonly kind: 'failure-spike' | 'new-network' | 'unusual-hour' | 'mass-changes';
  /** One sentence in plain words, with the numbers that it rests on. */
  readonly reason: string;
  /** The same for programs. */
  readonly detail: JsonObject;
}
