import { formatAddress, type Identity, nameKey } from '../../schemas/contract/address.ts';
import { kindSchemas } from '../../schemas/generated/schemas.ts';
import { type Kind, type KindInfo, kindInfo } from '../../schemas/semantics.ts';
import { Refusal } from '../request/refusal.ts';

/** Where resources of a kind are found in the interface. */
export interface ResourcePath {
  readonly kind: Kind;
  /** `/v1/accounts/:account/teams/:name` */
  readonly single: string;
  /** `/v1/accounts/:account/teams`; undefined for kinds that are one per account, or one of the organisation. */
  readonly list?: string;
}

export interface ResourceParams {
  readonly account?: string;
  readonly name?: string;
}

function below(prefix: string, kind: Kind, { path, one }: KindInfo): ResourcePath {
  const collection = `${prefix}/${path}`;
  return one ? { kind, single: collection } : { kind, single: `${collection}/:name`, list: collection };
}

/** The paths of a kind, from its schema: in accounts, of the organisation, or both. */
export function resourcePaths(kind: Kind): readonly ResourcePath[] {
  const info = kindInfo(kind);
  const inAccount = below('/v1/accounts/:account', kind, info);
  const ofOrganisation = below('/v1', kind, info);
  if (info.scope === 'account') return [inAccount];
  return info.scope === 'organisation' ? [ofOrganisation] : [ofOrganisation, inAccount];
}

/** The name of the only resource of a kind of which the organisation has one. */
function onlyName(kind: Kind): string | null {
  const name = kindSchemas[kind].properties?.['metadata']?.properties?.['name']?.const;
  return typeof name === 'string' ? name : null;
}

/** Nothing, control characters, and what a URL's own rules would take for a step in the path. */
const impossible = /^\.{0,2}$|\p{Cc}/u;

function checked(name: string, what: string): string {
  if (!impossible.test(name)) return name;
  throw new Refusal(400, 'request/bad-name', `${JSON.stringify(name)} is no name of ${what}.`, {
    remedy: 'percent-encode the name in the path',
  });
}

/**
 * The resource that a path names; its names are decoded.
 * @throws Refusal 400 for `.`, `..` and control characters
 */
export function identityAt(kind: Kind, { account, name }: ResourceParams): Identity {
  return {
    kind,
    account: account === undefined ? null : checked(account, 'an account'),
    name: name === undefined ? (account === undefined ? onlyName(kind) : null) : checked(name, 'a resource'),
  };
}

/** The account in which a resource stands: its own for an account, null for what belongs to the organisation. */
export function accountOf({ kind, account, name }: Identity): string | null {
  return account ?? (kindInfo(kind as Kind).provides === 'accounts' && name !== null ? nameKey(name) : null);
}

export function unknownResource(identity: Identity): Refusal {
  return new Refusal(404, 'resource/unknown', `There is no ${formatAddress(identity)}.`);
}
