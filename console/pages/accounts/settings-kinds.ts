import { bodyOf, client } from '../../client/client.ts';
import type { SettingsItem } from '../../parts/settings/settings-item.ts';

interface SettingsKind {
  readonly kind: 'SecurityPolicy' | 'SingleSignOn' | 'Seats' | 'Notifications' | 'Customization';
  readonly permission: string;
  readonly read: (account: string) => Promise<SettingsItem>;
}

const at = (account: string) => ({ params: { path: { account } } });

/** All kinds of settings that an account has. */
export const settingsKinds: readonly SettingsKind[] = [
  {
    kind: 'SecurityPolicy',
    permission: 'security/read',
    read: (account) => bodyOf(client.GET('/v1/accounts/{account}/security-policy', at(account))),
  },
  {
    kind: 'SingleSignOn',
    permission: 'sso/read',
    read: (account) => bodyOf(client.GET('/v1/accounts/{account}/single-sign-on', at(account))),
  },
  {
    kind: 'Seats',
    permission: 'seats/read',
    read: (account) => bodyOf(client.GET('/v1/accounts/{account}/seats', at(account))),
  },
  {
    kind: 'Notifications',
    permission: 'notifications/read',
    read: (account) => bodyOf(client.GET('/v1/accounts/{account}/notifications', at(account))),
  },
  {
    kind: 'Customization',
    permission: 'customization/read',
    read: (account) => bodyOf(client.GET('/v1/accounts/{account}/customization', at(account))),
  },
];
