import { bodyOf, client } from '../../client/client.ts';

/** The seat settings of an account as they are now. */
export function readSeatSettings(account: string) {
  return bodyOf(client.GET('/v1/accounts/{account}/seats', { params: { path: { account } } }));
}
