import type { Parameter } from '../database/transaction.ts';
import type { AuditColumn, AuditCondition } from './search.ts';

const columns: Record<AuditColumn, string> = {
  actor: 'actor',
  item: 'item',
  account: 'account',
  address: 'address',
  status: 'status',
  plan: 'plan_id',
};

type Add = (value: Parameter) => string;

function conditionOf(condition: AuditCondition, add: Add): string {
  if ('at' in condition)
    return `at ${condition.field === 'since' ? '>=' : '<'} ${add(condition.at)}::timestamptz`;
  const among = (column: string, names: readonly string[]): string =>
    `${column} = ANY(${add(names)}::${column === 'plan_id' ? 'uuid' : 'text'}[])`;
  if ('values' in condition) return among(columns[condition.field], condition.values);
  const item = condition.items === null ? '' : `${among('item', condition.items)} AND `;
  return `(${item}${among('action', condition.actions)})`;
}

/**
 * SQL for the fields of a search. Several actions are alternatives, as the values of any field are; what is excluded is
 * left out together with nothing else: entries without a value stay.
 */
export function searchConditions(search: readonly AuditCondition[], add: Add): readonly string[] {
  const excluded = search.filter(({ exclude }) => exclude);
  const wanted = search.filter(({ exclude }) => !exclude);
  const actions = wanted.filter(({ field }) => field === 'action').map((one) => conditionOf(one, add));
  return [
    ...wanted.filter(({ field }) => field !== 'action').map((one) => conditionOf(one, add)),
    ...(actions.length === 0 ? [] : [`(${actions.join(' OR ')})`]),
    ...excluded.map((one) => `(${conditionOf(one, add)}) IS NOT TRUE`),
  ];
}
