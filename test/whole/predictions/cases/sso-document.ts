import type { Json, JsonObject } from '../../../../schemas/contract/json.ts';
import type { AccountName, SsoDeclared } from './case.ts';

/** What the identity provider of the tests is called, and the certificates of the one key that it signs with. */
export interface Provider {
  readonly entityId: string;
  readonly certificate: string;
  /** Ends within weeks. */
  readonly endingCertificate: string;
}

const entry = 'https://idp.example/sso';

function byField(entityId: string, loginUrl: string, pem: string): JsonObject {
  return { entityId, loginUrl, certificates: [{ pem }], requireSigned: ['assertion'] };
}

const providers: Readonly<Record<SsoDeclared['provider'], (provider: Provider) => Json | undefined>> = {
  none: () => undefined,
  'address-only': ({ entityId }) => ({ metadataUrl: entityId }),
  complete: ({ entityId, certificate }) => byField(entityId, entry, certificate),
  'other-entry': ({ entityId, certificate }) => byField(entityId, 'https://idp.example/other', certificate),
  ending: ({ entityId, endingCertificate }) => byField(entityId, entry, endingCertificate),
};

/** Where people of an account begin a sign-in by the identity provider. */
function slugOf(account: AccountName, which: SsoDeclared['slug']): string {
  return `${which}-${account}`;
}

/** A spec of SingleSignOn. */
export function ssoSpec(account: AccountName, sso: SsoDeclared, idp: Provider): JsonObject {
  const { mode, slug, autoCreateGroups, provider, emergencyUsers } = sso;
  const found = providers[provider](idp);
  return {
    mode,
    initiationSlug: slugOf(account, slug),
    autoCreateGroups,
    emergencyUsers: [...emergencyUsers],
    ...(found === undefined ? {} : { identityProvider: found }),
  };
}
