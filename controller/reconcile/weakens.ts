import ipaddr from 'ipaddr.js';
import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { FieldSemantics } from '../../schemas/semantics.ts';

type Side = Json | undefined;

/** Numbers and dates; words (`never`, `unlimited`) have no end, and no value at all is the weakest there is. */
function size(side: Side, weakest: number): number {
  if (side === undefined) return weakest;
  if (typeof side === 'number') return side;
  const date = typeof side === 'string' ? Date.parse(side) : Number.NaN;
  return Number.isNaN(date) ? Number.POSITIVE_INFINITY : date;
}

function asList(side: Side): readonly Json[] {
  return Array.isArray(side) ? side : [];
}

function parseNetwork(value: Json): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  if (typeof value !== 'string') return undefined;
  if (ipaddr.isValidCIDR(value)) return ipaddr.parseCIDR(value);
  if (!ipaddr.isValid(value)) return undefined;
  const address = ipaddr.parse(value);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Whether one item of a list of networks already lets in all that another does. */
function covers(wide: Json, narrow: Json): boolean {
  if (wide === 'any') return true;
  const [outer, inner] = [parseNetwork(wide), parseNetwork(narrow)];
  if (!outer || !inner || outer[0].kind() !== inner[0].kind()) return wide === narrow;
  return outer[1] <= inner[1] && inner[0].match(outer);
}

/** Without a list nothing is restricted, nor by one that has every value that there is. */
function isUnrestricted(side: Side, semantics: FieldSemantics): boolean {
  if (side === undefined || asList(side).includes('any')) return true;
  const values =
    semantics.type === 'list' && semantics.item.type === 'scalar' ? semantics.item.values : undefined;
  return values?.every((value) => asList(side).some((item) => item === value)) ?? false;
}

/** A list that lets in more than it did. */
function widens(before: Side, after: Side, semantics: FieldSemantics): boolean {
  if (isUnrestricted(before, semantics)) return false;
  if (after === undefined) return true;
  return asList(after).some((item) => !asList(before).some((known) => covers(known, item)));
}

function shortens(before: Side, after: Side): boolean {
  const kept = new Set(asList(after).map((item) => JSON.stringify(item)));
  return asList(before).some((item) => !kept.has(JSON.stringify(item)));
}

function loosens(semantics: FieldSemantics, before: Side, after: Side): boolean {
  const [word, list = ''] = (semantics.weakens ?? '').split(':', 2);
  switch (word) {
    case 'lower':
      return after === undefined
        ? before !== undefined
        : typeof before !== 'undefined' &&
            size(after, Number.NEGATIVE_INFINITY) < size(before, Number.NEGATIVE_INFINITY);
    case 'higher':
      return size(after, Number.POSITIVE_INFINITY) > size(before, Number.POSITIVE_INFINITY);
    case 'true':
    case 'false':
      return after === (word === 'true') ? before !== after : false;
    case 'remove':
      return shortens(before, after);
    case 'add':
      return widens(before, after, semantics);
    case 'order': {
      const rank = (side: Side) => list.split(',').indexOf(String(side));
      return rank(after) < rank(before);
    }
    default:
      throw new Error(`x-bylaw-weakens: ${semantics.weakens} is no rule`);
  }
}

/**
 * Whether a change of a field loosens security, by the schema's `x-bylaw-weakens`.
 *
 * @param before the whole value, undefined where nothing is set
 */
export function weakens(semantics: FieldSemantics | undefined, before: Side, after: Side): boolean {
  if (!semantics?.weakens || isObject(before) || isObject(after)) return false;
  return loosens(semantics, before, after);
}
