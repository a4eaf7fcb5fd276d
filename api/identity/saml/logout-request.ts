import { nameIdFormats, namespaces, statusSuccess } from '../../../schemas/contract/saml-names.ts';
import { element, escapeXml } from '../../../schemas/contract/xml-text.ts';
import type { MessageOptions } from './authn-request.ts';
import type { SamlConnection } from './connection.ts';
import { redirectUrl } from './redirect-binding.ts';

/** The connection as a sign-out needs it. */
export interface LogoutConnection extends Pick<SamlConnection, 'spEntityId'> {
  /** The identity provider's SingleLogoutService for redirects. */
  readonly logoutUrl: string;
}

/** The address to which a browser is sent to sign out there too (SAML 2.0 Core, 3.7.1). */
export function logoutRequest(
  connection: LogoutConnection,
  options: MessageOptions & { readonly nameId: string; readonly sessionIndex?: string },
): string {
  const { nameId, sessionIndex } = options;
  const xml = message('samlp:LogoutRequest', connection, options, {}, [
    element('saml:NameID', { Format: nameIdFormats.email }, escapeXml(nameId)),
    sessionIndex === undefined ? '' : element('samlp:SessionIndex', {}, escapeXml(sessionIndex)),
  ]);
  return redirectUrl(connection.logoutUrl, { ...options, name: 'SAMLRequest', xml });
}

/** The address that tells the identity provider how its request to sign somebody out went (SAML 2.0 Core, 3.7.2). */
export function logoutResponse(
  connection: LogoutConnection,
  options: MessageOptions & { readonly inResponseTo: string; readonly done: boolean },
): string {
  const code = options.done ? statusSuccess : 'urn:oasis:names:tc:SAML:2.0:status:Responder';
  const status = element('samlp:Status', {}, element('samlp:StatusCode', { Value: code }));
  const xml = message('samlp:LogoutResponse', connection, options, { InResponseTo: options.inResponseTo }, [
    status,
  ]);
  return redirectUrl(connection.logoutUrl, { ...options, name: 'SAMLResponse', xml });
}

function message(
  name: string,
  { spEntityId, logoutUrl }: LogoutConnection,
  { id, now }: MessageOptions,
  attributes: Readonly<Record<string, string>>,
  content: readonly string[],
): string {
  return element(
    name,
    {
      'xmlns:samlp': namespaces.protocol,
      'xmlns:saml': namespaces.assertion,
      ID: id,
      Version: '2.0',
      IssueInstant: now.toISOString(),
      Destination: logoutUrl,
      ...attributes,
    },
    element('saml:Issuer', {}, escapeXml(spEntityId)),
    ...content,
  );
}
