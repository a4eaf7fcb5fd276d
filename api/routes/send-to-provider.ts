import type { FastifyReply, FastifyRequest } from 'fastify';
import { newLinkToken } from '../identity/api-key.ts';
import { authnRequest } from '../identity/saml/authn-request.ts';
import type { AccountSso } from '../sign-in/saml/find-connection.ts';
import { insertRequest, newRequestId, type RequestPurpose } from '../sign-in/saml/requests.ts';
import type { SignInServices } from './sign-in-services.ts';

/** The address at the identity provider to which a browser is sent, and remembers what for. */
export async function sendToProvider(
  { deps, cookies }: SignInServices,
  request: FastifyRequest,
  reply: FastifyReply,
  found: AccountSso,
  { purpose, returnTo }: { readonly purpose: RequestPurpose; readonly returnTo: string | null },
): Promise<string> {
  const browserToken = cookies.read(request, 'saml') ?? newLinkToken().token;
  const requestId = newRequestId();
  const relayState = await deps.database.write((tx) =>
    insertRequest(tx, deps, found, { requestId, purpose, browserToken, returnTo }),
  );
  cookies.set(reply, 'saml', browserToken);
  return authnRequest(
    { ...found.connection, loginUrl: found.loginUrl },
    { id: requestId, now: deps.now(), relayState },
  );
}
