import type { FastifyRequest } from 'fastify';
import { Refusal } from '../request/refusal.ts';

const strongTag = /^(?:W\/)?"(\d{1,9})"$/;

/** The entity tag of a version (RFC 9110, section 8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

function badCondition(header: string): Refusal {
  return new Refusal(400, 'request/bad-condition', `${header} is none that this route understands.`, {
    remedy: header === 'If-Match' ? 'send the ETag of the answer that you read, or *' : 'send *',
  });
}

/** What must hold for a change to be made. */
export interface Conditions {
  /** `If-Match`: this version, or any. */
  readonly match?: number | 'any';
  /** `If-None-Match: *`: it must not exist. */
  readonly createOnly: boolean;
}

/** @throws Refusal 400 for conditions that are none */
export function conditionsOf({ headers }: FastifyRequest): Conditions {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw badCondition('If-None-Match');
  const createOnly = ifNoneMatch === '*';
  if (ifMatch === undefined) return { createOnly };
  if (ifMatch === '*') return { createOnly, match: 'any' };
  const version = strongTag.exec(ifMatch)?.[1];
  if (version === undefined) throw badCondition('If-Match');
  return { createOnly, match: Number(version) };
}
