import type { Draft } from '../../parts/settings/use-draft.ts';
import type { SsoSetUp } from './sso-set-up.ts';

/** What each step is given. */
export interface StepProps {
  readonly account: string;
  readonly draft: Draft;
  /** Of the settings, in the API. */
  readonly path: string;
  readonly setUp: SsoSetUp;
}
