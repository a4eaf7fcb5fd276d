import { apiVersion, type Connection } from './connection.ts';
import type { Answer } from './exchange.ts';
import { Failure } from './failure.ts';
import { parseProblem, RefusedRequest } from './problem.ts';
import { readJson } from './read-body.ts';

/** Statuses of gateways in front of a server, and of a server that is starting or busy: worth another try. */
const passing = new Set([429, 502, 503, 504]);

/** True when the answer says "not now". */
export function isPassingStatus(status: number): boolean {
  return passing.has(status);
}

function isHtml(answer: Answer): boolean {
  return /^\s*(?:text\/html|application\/xhtml)/iu.test(answer.header('content-type') ?? '');
}

function redirectFailure(server: string, answer: Answer): Failure {
  const target = answer.header('location') ?? 'another address';
  return new Failure(`${server} sends us on to ${target}`, {
    remedy: 'Name the final address in BYLAW_SERVER; the token is not sent to an address that nobody named',
  });
}

/** An answer that did not come from a Bylaw server, or from one that speaks otherwise. */
function strangerFailure({ server, version }: Connection, answer: Answer): Failure | undefined {
  const spoken = answer.header('bylaw-api');
  if (spoken === apiVersion) return undefined;
  if (spoken !== null) {
    const theirs = answer.header('bylaw-version') ?? 'unknown';
    return new Failure(
      `The server speaks API ${spoken} (version ${theirs}), this command API ${apiVersion} (version ${version})`,
      {
        where: server,
        remedy: 'Use the command of the same version as the server',
      },
    );
  }
  if (isPassingStatus(answer.status)) {
    return new Failure(`${server} is not available: a gateway in front of it answered ${answer.status}`, {
      remedy: 'Try again in a moment, or ask whoever runs it',
    });
  }
  const what = isHtml(answer) ? 'a web page' : `status ${answer.status} without the header bylaw-api`;
  return new Failure(`${server} is not a Bylaw server: it answered with ${what}`, {
    remedy: 'Look at the address; a proxy with a sign-in page of its own may stand in between',
  });
}

const summaries: Readonly<Record<number, string>> = {
  401: 'The server refuses the token',
  403: 'Not allowed',
  429: 'Too many requests',
};

const remedies: Readonly<Record<number, string>> = {
  401: 'It may be expired or revoked: make a new one and put it in BYLAW_TOKEN',
  403: 'Ask an Account Manager for the permission, or use another token',
  429: 'Try again later',
};

/**
 * Why an answer cannot be used: a stranger, a redirect, or a refusal.
 *
 * @returns undefined where the answer is good
 */
export async function answerFailure(connection: Connection, answer: Answer): Promise<Failure | undefined> {
  if (answer.status >= 300 && answer.status < 400) return redirectFailure(connection.server, answer);
  const stranger = strangerFailure(connection, answer);
  if (stranger !== undefined) return stranger;
  if (answer.status < 300) return undefined;
  const problem = parseProblem(answer.status, await readJson(connection, answer).catch(() => undefined));
  const summary = summaries[problem.status];
  const remedy = problem.remedy ?? remedies[problem.status];
  const fault =
    problem.status >= 500 && problem.requestId !== undefined ? ` (request ${problem.requestId})` : '';
  return new RefusedRequest(
    `${summary === undefined ? '' : `${summary}: `}${problem.detail}${fault}`,
    problem,
    {
      where: connection.server,
      ...(remedy === undefined ? {} : { remedy }),
    },
  );
}
