import { isObject, type Json } from '../../schemas/contract/json.ts';
import type { Plan } from '../../schemas/contract/plan.ts';
import { escapeControls } from './escape.ts';

function names(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').map(escapeControls) : [];
}

/** `2 approvals, from Account Manager or team Security`; the author's own never counts. */
export function approvalText({ count, from }: Plan['approvals'][number]): string {
  const roles = names(from['roles']);
  const teams = names(from['teams']).map((team) => `team ${team}`);
  const users = names(from['users']);
  const who = isObject(from) ? [...roles, ...teams, ...users].join(' or ') : '';
  return `${count} ${count === 1 ? 'approval' : 'approvals'}${who === '' ? '' : ` from ${who}`}, not by the author`;
}

/** `sends 3 mails, ends 12 sessions`, or undefined when the apply sets off nothing outside. */
export function outboundText({ outbound }: Plan): string | undefined {
  const count = (verb: string, number: number, noun: string): string[] =>
    number === 0 ? [] : [`${verb} ${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`];
  const parts = [
    ...count('sends', outbound.mails, 'mail'),
    ...count('ends', outbound.sessionsEnded, 'session'),
    ...count('calls', outbound.webhooks, 'webhook'),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}
