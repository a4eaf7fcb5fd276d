import type { AccountSeats } from './person.ts';

export interface AccountActs {
  readonly onLimit: (account: AccountSeats) => void;
  readonly onRemoveLimit: (account: string) => void;
  readonly onAssign: (account: string) => void;
}
