import { client } from '../../client/client.ts';

export const userActs = [
  'unlock',
  'enable',
  'invite',
  'withdraw-invitation',
  'send-password-link',
  'end-sessions',
  'reset-second-factor',
] as const;

/** What somebody in charge does to a user, beside changing his settings. */
export type UserAct = (typeof userActs)[number];

export async function actOnUser(act: UserAct, account: string, name: string): Promise<void> {
  await client.POST(`/v1/accounts/{account}/users/{name}/${act}`, { params: { path: { account, name } } });
}
