import type { LinkProps } from '@tanstack/react-router';

/** Something that somebody should look at, and the list behind it. */
export interface Finding {
  readonly about:
    | 'plans'
    | 'applies'
    | 'signIns'
    | 'failures'
    | 'handChanges'
    | 'seats'
    | 'inactive'
    | 'locked'
    | 'invited';
  readonly count: number;
  /** Of the account that it is about. */
  readonly name?: string;
  readonly link: Pick<LinkProps, 'to' | 'params' | 'search'>;
}

/** One question to the API, for whoever may ask it. */
export interface Source {
  readonly key: string;
  readonly permission?: string;
  readonly read: () => Promise<readonly Finding[]>;
}
