import type { ChangeSource, Values } from './change.ts';

/** What a set holds of a resource: the values it last applied, and whether it took the resource over. */
export interface Owner {
  readonly set: string;
  readonly lastApplied: Values;
  readonly source: ChangeSource;
  readonly adopted: boolean;
}

/** A resource as it is. */
export interface ActualResource {
  readonly id: string;
  readonly kind: string;
  readonly account: string | null;
  readonly name: string | null;
  /** Own values, canonical. */
  readonly values: Values;
  readonly version: number;
  /** Made by the platform: nobody declares or removes it. */
  readonly predefined: boolean;
  readonly owners: readonly Owner[];
}

/** A resource as it is wanted: one document for one account. */
export interface DesiredResource {
  readonly kind: string;
  readonly account: string | null;
  readonly name: string | null;
  /** What is declared, canonical. */
  readonly values: Values;
  /** Former names, `metadata.previously`. */
  readonly previously: readonly string[];
  readonly source: ChangeSource;
}

/** An account as templates and `metadata.accounts` see it. */
export interface AccountLabels {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}
