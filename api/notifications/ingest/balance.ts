import type { BalanceEvent } from './event.ts';

/** Digits behind the point that amounts can have. */
export const decimals = 4;

/** A decimal text as a whole number of the smallest part: no rounding, as floating point would. */
function scaled(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(decimals, '0'));
  return amount.startsWith('-') ? -size : size;
}

/** Whether a balance is below its threshold. */
export function isLow({ amount, threshold }: BalanceEvent): boolean {
  return threshold !== undefined && scaled(amount) < scaled(threshold);
}

/** What is said of a balance. */
export function balanceText(event: BalanceEvent): string {
  const { account, amount, currency, threshold } = event;
  const balance = `The balance of ${account} is ${amount} ${currency}`;
  return isLow(event) ? `${balance}, below ${threshold} ${currency}.` : `${balance}.`;
}
