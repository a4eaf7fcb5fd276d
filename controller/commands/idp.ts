import { randomUUID, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure } from '../client/failure.ts';
import { faults } from '../idp/faults.ts';
import { idpKeys } from '../idp/idp-keys.ts';
import { signedParts } from '../idp/make-response.ts';
import type { Person } from '../idp/response-model.ts';
import { startIdp } from '../idp/start-idp.ts';
import { choiceOption, countOption, flagOption, listOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { checkPort, startFailure } from './start-failure.ts';

const defaultPort = 7000;

/** Every fault with the check that refuses it, a line each. */
function faultList(): string {
  const lines = Object.entries(faults).map(
    ([name, { summary, refusedBy = 'accepted' }]) =>
      `${name.padEnd(20)}  ${refusedBy.padEnd(26)}  ${summary}`,
  );
  return `${lines.join('\n')}\n`;
}

/** Who signs in: --user, else BYLAW_IDP_USER, else whoever says so on the page. */
function personOf(raw: RawArguments, { env }: CommandContext): Person | undefined {
  const nameId = textOption(raw, 'user') ?? env['BYLAW_IDP_USER'];
  if (nameId === undefined || nameId === '') return undefined;
  const groups = listOption(raw, 'group');
  return { nameId, email: nameId, ...(groups.length === 0 ? {} : { groups }) };
}

/** @throws Failure for a fault that there is not */
function faultOf(raw: RawArguments, { env }: CommandContext): string | undefined {
  const name = textOption(raw, 'fault') ?? env['BYLAW_IDP_FAULT'];
  if (name === undefined || name === '' || Object.hasOwn(faults, name)) return name || undefined;
  throw new Failure(`There is no fault called '${name}'`, {
    remedy: 'See them all: bylaw idp --list-faults',
  });
}

async function certificateOf(raw: RawArguments, { cwd }: CommandContext): Promise<string | undefined> {
  const file = textOption(raw, 'encryptFor');
  if (file === undefined) return undefined;
  const remedy = 'Give --encrypt-for a certificate in PEM form';
  const pem = await readFile(resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new Failure(`${file} cannot be read`, { remedy, cause });
  });
  try {
    return new X509Certificate(pem).toString();
  } catch (cause) {
    throw new Failure(`${file} is no certificate`, { remedy, cause });
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}

/** `bylaw idp`: an identity provider for trials, which misbehaves on demand. */
export async function idp(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  if (flagOption(raw, 'listFaults')) return { output: faultList(), exitCode: 0 };
  const port = checkPort(countOption(raw, 'port', '--port') ?? defaultPort);
  const [person, fault] = [personOf(raw, context), faultOf(raw, context)];
  const encryptFor = await certificateOf(raw, context);
  const folder = textOption(raw, 'keys');
  const stop = context.stopSignal();
  const keys = await idpKeys(folder === undefined ? undefined : resolve(context.cwd, folder), new Date());
  const running = await startIdp({
    port,
    host: textOption(raw, 'host') ?? '127.0.0.1',
    now: () => new Date(),
    newId: randomUUID,
    keys,
    person,
    fault,
    signed: choiceOption(raw, 'sign', signedParts),
    encryptFor,
  }).catch((error: unknown) => {
    throw startFailure(error, port);
  });
  await context.show(
    `The identity provider for trials listens at ${running.url}\nIts metadata: ${running.metadataUrl}\n`,
  );
  await whenAborted(stop);
  await running.close();
  return { exitCode: 0 };
}
