import { nameKey } from '../../schemas/contract/address.ts';

/** ASCII without capitals: its own key. */
const folded = /^[ -@[-~]*$/;

/** `nameKey`, without its cost for the names that are folded already: nearly all usernames. */
export function foldName(name: string): string {
  return folded.test(name) ? name : nameKey(name);
}
