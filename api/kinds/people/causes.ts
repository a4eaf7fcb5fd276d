import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { World } from '../world.ts';
import type { AccountPair, PersonPair } from './pairs.ts';
import { permissionsOfRole, roleKey, rolesOf, teamsOf } from './permissions.ts';

const platform = 'platform';
const none: readonly string[] = [];

/** Finds the addresses of the changes that stand behind an effect. Made once for a plan. */
export class Causes {
  readonly #addresses = new Map<string, string>();
  readonly #all: ReadonlySet<string>;
  readonly #kinds: ReadonlySet<string>;
  readonly #settings = new Map<string, readonly string[]>();
  readonly #templates: readonly string[];
  /** Names of accounts whose labels change: another template may reach them. */
  readonly #relabelled: ReadonlySet<string>;
  readonly #worlds: { readonly before: World; readonly after: World };

  constructor(before: World, after: World, changes: readonly Change[]) {
    this.#worlds = { before, after };
    this.#all = new Set(changes.map(({ address }) => address));
    this.#kinds = new Set(changes.map(({ kind }) => kind));
    this.#templates = changes.filter(({ kind }) => kind === 'SettingsTemplate').map(({ address }) => address);
    this.#relabelled = new Set(changes.filter(changesLabels).map(({ name }) => name ?? ''));
    for (const change of changes) {
      for (const name of [change.name, change.previousName]) {
        if (name !== undefined) this.#addresses.set(keyOf(change.kind, change.account, name), change.address);
      }
    }
  }

  /** The change of one resource, if there is one. `name`: folded or not. */
  of(kind: string, account: string | null, name: string | null): readonly string[] {
    if (!this.#kinds.has(kind)) return none;
    const address = this.#addresses.get(keyOf(kind, account, name));
    return address === undefined ? none : [address];
  }

  user(account: string, { key }: PersonPair): readonly string[] {
    return this.of('User', account, key);
  }

  /**
   * Behind effective settings of a kind: the account's own values, or the templates that a value comes from or came from, or the labels
   * that made a template reach the account.
   */
  settings(account: AccountPair, kind: string): readonly string[] {
    const key = `${kind} ${account.name}`;
    const known = this.#settings.get(key) ?? this.#findSettings(account, kind);
    this.#settings.set(key, known);
    return known;
  }

  #findSettings(account: AccountPair, kind: string): readonly string[] {
    const origins = [account.before, account.after].flatMap((rules) =>
      Object.values(rules?.account.provenance[kind] ?? {}),
    );
    const named = new Set(origins.filter((origin) => origin !== platform && this.#all.has(origin)));
    const own = this.of(kind, account.name, null);
    const byTemplate = origins.some((origin) => origin.startsWith('SettingsTemplate/'));
    const labels =
      byTemplate && this.#relabelled.has(account.name) ? this.of('Account', null, account.name) : none;
    const found = new Set([...own, ...named, ...labels]);
    return found.size > 0 ? [...found] : this.#templates;
  }

  /** Behind a person's roles: his user, the teams he joins or leaves or whose roles change, the roles whose permissions change. */
  grants(account: string, pair: PersonPair): readonly string[] {
    if (!this.#kinds.has('Team') && !this.#kinds.has('Role')) return this.user(account, pair);
    return [
      ...this.user(account, pair),
      ...[...this.#teams(pair)].flatMap((team) => this.of('Team', account, team)),
      ...[...this.#roles(account, pair)].flatMap((role) => [
        ...this.of('Role', account, role),
        ...this.of('Role', null, role),
      ]),
    ];
  }

  *#teams({ before, after }: PersonPair): Generator<string> {
    const [old, now] = [new Set(before ? teamsOf(before) : []), new Set(after ? teamsOf(after) : [])];
    const rolesIn = (world: World, team: string) =>
      world.accounts.get((after ?? before)?.account ?? '')?.teams.get(team)?.roles;
    for (const team of new Set([...old, ...now])) {
      const moved = old.has(team) !== now.has(team);
      if (moved || rolesIn(this.#worlds.before, team) !== rolesIn(this.#worlds.after, team)) yield team;
    }
  }

  *#roles(account: string, { before, after }: PersonPair): Generator<string> {
    const old = before ? rolesOf(before, this.#worlds.before) : [];
    const now = after ? rolesOf(after, this.#worlds.after) : [];
    for (const role of new Set([...old, ...now])) {
      const [was, is] = [this.#worlds.before, this.#worlds.after].map((world) =>
        permissionsOfRole(world, account, role),
      );
      if (was !== is) yield role;
    }
  }
}

function changesLabels({ kind, fields }: Change): boolean {
  return kind === 'Account' && fields.some(({ path }) => path.startsWith('/metadata.labels'));
}

function keyOf(kind: string, account: string | null, name: string | null): string {
  return `${kind} ${roleKey(account, nameKey(name ?? ''))}`;
}
