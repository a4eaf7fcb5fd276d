/** A text message was not taken by the gateway. The number and the text are not repeated. */
export class GatewayFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GatewayFailure';
  }
}

export interface GatewaySettings {
  readonly url: string;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
}

/** @param to a number as in E.164 (`+385911234567`). @throws GatewayFailure */
export type MessageGateway = (message: { readonly to: string; readonly text: string }) => Promise<void>;

const timeoutMs = 10_000;

function failed(error: unknown): GatewayFailure {
  const slow = error instanceof Error && error.name === 'TimeoutError';
  return new GatewayFailure(
    slow ? 'the message gateway does not answer' : 'the message gateway is not reached',
  );
}

/**
 * The gateway that carries text messages: `POST {"to": "+385...", "text": "..."}`, any 2xx is taken as sent. Its address is the operator's
 * own, so it may be internal. Redirects are not followed: the token is for one place.
 */
export function createGateway({ url, token }: GatewaySettings): MessageGateway {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  return async ({ to, text }) => {
    const request = {
      method: 'POST',
      headers,
      body: JSON.stringify({ to, text }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    } as const;
    const answer = await fetch(url, request).catch((error: unknown) => {
      throw failed(error);
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new GatewayFailure(`the message gateway answered ${answer.status}`);
  };
}
