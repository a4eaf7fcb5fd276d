import type { Change } from '../../controller/reconcile/change.ts';
import type { Selector } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Impact } from '../../schemas/contract/plan.ts';
import type { Tx } from '../database/transaction.ts';
import type { World } from './world.ts';

/** What a write may use beside its changes. */
export interface WriteContext {
  readonly organisationId: string;
  readonly now: Date;
  readonly newId: () => string;
  /** Origin of grants written now: a manifest set, or a person's hand. */
  readonly origin: 'manifest' | 'manual';
  /** Id of the account with this name, as it is after the plan. */
  accountId(name: string): string;
  /** Id of a resource that the changes refer to, in the account or else of the organisation; throws on a fault of ours. */
  resourceId(kind: string, account: string | null, name: string): string;
  /** The name after the plan of the resource that had this one before it: another where the plan renames it. */
  currentName(kind: string, account: string | null, name: string): string;
}

/** A change with the id of the resource it touches (a new one for a create). */
export interface IdentifiedChange {
  readonly id: string;
  readonly change: Change;
}

/** The people whose facts a change needs for checks and impact. */
export type Touched =
  /** Everyone in the account. */
  | { readonly everyone: string }
  /** Everyone in the accounts with these labels, as they are before the plan. */
  | { readonly everyoneIn: Selector }
  /** Everyone in the account who has a seat in use. */
  | { readonly seated: string }
  /** The same in the accounts with these labels, as they are before the plan. */
  | { readonly seatedIn: Selector }
  /** These users of the account. */
  | { readonly account: string; readonly usernames: readonly string[] }
  /** Everyone who holds the role (own or by team); account null: a role of the organisation. */
  | { readonly role: string; readonly account: string | null }
  /** All members of the team. */
  | { readonly team: string; readonly account: string };

/** Both sides of a plan, for the pure hooks. */
export interface Assessment {
  readonly before: World;
  readonly after: World;
  /** All changes of the plan, in order. */
  readonly changes: readonly Change[];
  /** Those of this kind. */
  readonly own: readonly Change[];
}

/**
 * All that the state needs of a kind. `read` and `write` are the only I/O and work in batches: a fixed number of
 * statements, however many resources. The other hooks are pure.
 */
export interface KindModule {
  readonly kind: string;
  /**
   * Fields that the state cannot leave unset, and what they are then: no grant at all reads as `[]`. `read` always gives
   * them; values without them mean the same.
   */
  readonly always?: JsonObject;
  /** Own values (spec only, canonical keys) by resource id. Grants of origin sso, scim and template stay outside. */
  read(tx: Tx, organisationId: string, ids: readonly string[]): Promise<Map<string, JsonObject>>;
  /** Writes creates, updates, moves and disables. */
  write(tx: Tx, context: WriteContext, changes: readonly IdentifiedChange[]): Promise<void>;
  /** Deletes the kind's own rows, before the resource rows go; writes what must outlive them. */
  remove?(tx: Tx, context: WriteContext, changes: readonly IdentifiedChange[]): Promise<void>;
  /** Whose facts the changes of this kind need. */
  touched?(change: Change): readonly Touched[];
  /** Applies the kind's changes to a draft of the world (pure with respect to everything but the draft). */
  project?(draft: World, changes: readonly Change[]): void;
  /** What forbids the plan and takes a query to find: names and addresses that somebody else has. `changes`: all of the plan. */
  conflicts?(tx: Tx, organisationId: string, changes: readonly Change[]): Promise<readonly Diagnostic[]>;
  /** What forbids the state after, or is worth a warning. Asked of every plan, also where `own` is empty. */
  check?(assessment: Assessment): readonly Diagnostic[];
  /** What the changes do beside what `peopleImpact` finds. Asked of every plan, also where `own` is empty. */
  impact?(assessment: Assessment): readonly Impact[];
  /** Names that this resource claims on the whole server (slugs, host names), from its values. */
  claims?(
    values: JsonObject,
  ): readonly { readonly type: string; readonly value: string; readonly path: string }[];
  /** Item, action and description of its audit entries, in the manner of audit-events.csv. Several for one change are allowed. */
  audit(
    change: Change,
  ): readonly { readonly item: string; readonly action: string; readonly description: string }[];
}
