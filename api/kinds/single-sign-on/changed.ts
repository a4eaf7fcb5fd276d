import type { JsonObject } from '../../../schemas/contract/json.ts';
import { canonicalJson } from '../../../schemas/contract/json.ts';
import type { Assessment } from '../kind.ts';
import type { AccountWorld } from '../world.ts';

export interface ChangedSso {
  readonly account: AccountWorld;
  /** Effective settings; empty for an account that is new. */
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/** Accounts whose effective single sign-on differs, by their own values or by a template. */
export function changedSso({ before, after }: Assessment): readonly ChangedSso[] {
  return [...after.accounts.values()].flatMap((account) => {
    const now = account.effective['SingleSignOn'];
    const old = before.accounts.get(account.name)?.effective['SingleSignOn'] ?? {};
    return now === undefined || canonicalJson(now) === canonicalJson(old)
      ? []
      : [{ account, before: old, after: now }];
  });
}
