import { expect, it } from 'vitest';
import type { SamlConnection } from '../../../../api/identity/saml/connection.ts';
import type { SamlCheck } from '../../../../api/identity/saml/refusal.ts';
import { type ResponseVerdict, verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import { base64, connectionWith, now, outcome, requestId } from './world.ts';

/** What is tried, the check that must refuse it, and the message. */
export type Attack = readonly [
  name: string,
  check: SamlCheck,
  make: () => string,
  connection?: Partial<SamlConnection>,
];

/** Milliseconds of the processor that one message may cost. */
const mostCost = 200;

/** The same for what stands in the form itself, which need not be a text. */
export type InputAttack = readonly [name: string, check: SamlCheck, make: () => unknown];

/** Holds that every message is refused by the check that is meant, cheaply. */
export function refusesAll(attacks: readonly Attack[]): void {
  const cases = attacks.map(([name, check, make, connection = {}]) => ({ name, check, make, connection }));
  it.each(cases)('$name: $check', async ({ check, make, connection }) => {
    await refuses(check, base64(make()), connection);
  });
}

export function refusesInputs(attacks: readonly InputAttack[]): void {
  const cases = attacks.map(([name, check, make]) => ({ name, check, make }));
  it.each(cases)('$name: $check', async ({ check, make }) => {
    await refuses(check, make(), {});
  });
}

async function refuses(check: SamlCheck, input: unknown, connection: Partial<SamlConnection>): Promise<void> {
  const trial = () => verifyResponse(input, connectionWith(connection), { requestId, now });
  // The first message of all compiles the schemas, and others run beside this one: the best of a few runs is its cost.
  let cost = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4 && cost >= mostCost; run++) {
    const [verdict, milliseconds] = await timed(trial);
    expect(await outcome(verdict)).toBe(check);
    cost = Math.min(cost, milliseconds);
  }
  expect(cost).toBeLessThan(mostCost);
}

async function timed(trial: () => Promise<ResponseVerdict>): Promise<[ResponseVerdict, number]> {
  const [wall, before] = [performance.now(), process.cpuUsage()];
  const verdict = await trial();
  const { user, system } = process.cpuUsage(before);
  return [verdict, Math.min(performance.now() - wall, (user + system) / 1000)];
}

/** A message in its parts, to be put together in other ways. */
export interface Parts {
  /** Start tag of the response. */
  readonly start: string;
  /** Issuer (and signature, where the response is signed) and status. */
  readonly head: string;
  readonly assertion: string;
}

export function partsOf(xml: string): Parts {
  const [, start = '', head = '', assertion = ''] =
    /^(<samlp:Response[^>]*>)([\s\S]*?)(<saml:Assertion[\s\S]*<\/saml:Assertion>)<\/samlp:Response>$/.exec(
      xml,
    ) ?? [];
  return { start, head, assertion };
}

export const response = ({ start, head }: Parts, ...content: readonly string[]): string =>
  `${start}${head}${content.join('')}</samlp:Response>`;

/** An assertion about somebody else with an ID of its own and no signature. */
export function forged(assertion: string): string {
  return withoutSignature(assertion)
    .replaceAll('ana@acme.example', 'boss@acme.example')
    .replace(/ ID="[^"]*"/, ' ID="_evil"');
}

export const signatureIn = (xml: string): string =>
  /<ds:Signature[\s\S]*?<\/ds:Signature>/.exec(xml)?.[0] ?? '';

export const withoutSignature = (xml: string): string =>
  xml.replace(/<ds:Signature[\s\S]*?<\/ds:Signature>/, '');

/** Replaces what must be there. */
export function swap(xml: string, found: string | RegExp, put: string): string {
  const changed = xml.replace(found, () => put);
  if (changed === xml) throw new Error(`nothing to replace: ${String(found)}`);
  return changed;
}

/** Puts a text behind the first place where a pattern is found. */
export function behind(xml: string, pattern: RegExp, put: string): string {
  const changed = xml.replace(pattern, (found) => `${found}${put}`);
  if (changed === xml) throw new Error(`nothing found: ${String(pattern)}`);
  return changed;
}
