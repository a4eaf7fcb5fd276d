import { formatAddress } from '../../../schemas/contract/address.ts';

/** The address of a user, `User/emea/ana`. */
export function userAddress({
  account,
  username,
}: {
  readonly account: string;
  readonly username: string;
}): string {
  return formatAddress({ kind: 'User', account, name: username });
}
