import { Failure } from './failure.ts';

/** The HTTP interface that this command speaks; the server names its own in the header `bylaw-api`. */
export const apiVersion = '1';

/** Where the server is and how to speak to it. */
export interface Connection {
  /** Without a slash at the end. */
  readonly server: string;
  readonly token: string;
  /** How long one request may take until its answer begins, in milliseconds. */
  readonly timeout: number;
  /** This command's version, for the server's log. */
  readonly version: string;
  /** Waits; tests pass one that does not. Milliseconds. */
  readonly sleep: (duration: number) => Promise<void>;
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/u;

export interface ServerSources {
  readonly flag?: string | undefined;
  readonly environment?: string | undefined;
  readonly set?: string | undefined;
}

/**
 * The server's address: `--server`, then `BYLAW_SERVER`, then the set.
 *
 * @throws Failure when there is none, when it is no http address, or when it holds a password
 */
export function resolveServer(sources: ServerSources): string {
  const named = [
    ['--server', sources.flag],
    ['BYLAW_SERVER', sources.environment],
    ['spec.server of the set', sources.set],
  ].find((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== '');
  if (named === undefined) {
    throw new Failure('No server is named', {
      remedy: 'Set BYLAW_SERVER, give --server URL, or write spec.server in bylaw.yaml',
    });
  }
  return checkServer(named[1], named[0]);
}

/** An address as it can be shown: what stands before the last @ may be a password, whether or not it can be read. */
function withoutPassword(text: string): string {
  return text.replace(/^.*@/su, '...@');
}

function checkServer(text: string, where: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/u.test(url.protocol)) {
    throw new Failure(`'${withoutPassword(text)}' is not the address of a server`, {
      where,
      remedy: 'Write it as in https://bylaw.acme.example',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new Failure('The address of the server holds a user name or password', {
      where,
      remedy: 'Addresses end up in logs and files: take it out, and put the token in BYLAW_TOKEN',
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
}

/** True when a token would travel readable for everybody on the way. */
export function isPlainText(server: string): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && !loopback.test(hostname);
}

/**
 * The token, from the environment variable of that name and from nowhere else.
 *
 * @throws Failure when it is missing or cannot be one
 */
export function readToken(env: NodeJS.ProcessEnv, variable: string): string {
  const token = env[variable]?.trim() ?? '';
  if (token === '') {
    throw new Failure(`${variable} is not set`, {
      remedy: `Put the token in the environment variable ${variable}; it is never read from a file or a flag`,
    });
  }
  if (!/^[\x21-\x7E]+$/u.test(token)) {
    throw new Failure(`${variable} holds characters that no token has`, {
      remedy: 'Copy the token again, without quotes, spaces or line breaks',
    });
  }
  return token;
}
