/** A team of an account; `parent` names another team of the same account. */
export interface TeamData {
  readonly description?: string;
  readonly parent?: string;
  readonly members: readonly string[];
}

export interface AccountData {
  readonly admins: readonly string[];
  readonly members: readonly string[];
  readonly teams: Readonly<Record<string, TeamData>>;
}

export type Accounts = Readonly<Record<string, AccountData>>;

/** A change that was merged: a list or team that is present replaces the former one, null removes the team. */
export interface Step {
  readonly step: number;
  readonly date: string;
  readonly accounts: Readonly<
    Record<
      string,
      {
        readonly admins?: readonly string[];
        readonly members?: readonly string[];
        readonly teams?: Readonly<Record<string, TeamData | null>>;
      }
    >
  >;
}

export interface ManifestFile {
  /** Relative to the set, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export const mainAccount: string;
export const firstManager: string;
export function readBase(): { readonly date: string; readonly accounts: Accounts };
export function readSteps(): readonly Step[];
export function applyStep(accounts: Accounts, step: Step): Accounts;
export function accountFiles(name: string, account: AccountData): readonly ManifestFile[];
export function manifestFiles(accounts: Accounts, server?: string): readonly ManifestFile[];
