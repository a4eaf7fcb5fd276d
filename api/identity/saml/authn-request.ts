import { bindings, nameIdFormats, namespaces } from '../../../schemas/contract/saml-names.ts';
import { element, escapeXml } from '../../../schemas/contract/xml-text.ts';
import type { SamlConnection } from './connection.ts';
import { redirectUrl } from './redirect-binding.ts';

/** What every message of ours needs. */
export interface MessageOptions {
  /** An NCName that was never used; the answer names it. */
  readonly id: string;
  readonly now: Date;
  /** An opaque key, at most 80 bytes, that comes back with the answer. */
  readonly relayState?: string;
  /** Our private RSA key in PEM form; without it the message is not signed. */
  readonly signingKey?: string;
}

/** The connection as a sign-in needs it. */
export interface LoginConnection extends Pick<SamlConnection, 'spEntityId' | 'acsUrl'> {
  readonly loginUrl: string;
}

/**
 * The address to which a browser is sent to sign in: an AuthnRequest by redirect (SAML 2.0 Core, 3.4.1; Profiles,
 * 4.1.4.1). It asks for an answer by POST to our consumer service, and for an e-mail address as the NameID.
 */
export function authnRequest(connection: LoginConnection, options: MessageOptions): string {
  const xml = element(
    'samlp:AuthnRequest',
    {
      'xmlns:samlp': namespaces.protocol,
      'xmlns:saml': namespaces.assertion,
      ID: options.id,
      Version: '2.0',
      IssueInstant: options.now.toISOString(),
      Destination: connection.loginUrl,
      AssertionConsumerServiceURL: connection.acsUrl,
      ProtocolBinding: bindings.post,
    },
    element('saml:Issuer', {}, escapeXml(connection.spEntityId)),
    element('samlp:NameIDPolicy', { Format: nameIdFormats.email, AllowCreate: 'true' }),
  );
  return redirectUrl(connection.loginUrl, { ...options, name: 'SAMLRequest', xml });
}
