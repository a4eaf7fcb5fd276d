import type { Selector } from '../../schemas/contract/declaration.ts';

type Labels = Readonly<Record<string, string>>;
type Expression = NonNullable<Selector['matchExpressions']>[number];

/** Whether a selector fits an account with these labels, as in Kubernetes; `{}` fits every account. */
export function selects(selector: Selector, labels: Labels): boolean {
  const wanted = Object.entries(selector.matchLabels ?? {});
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    (selector.matchExpressions ?? []).every((expression) => fits(expression, labels))
  );
}

function fits({ key, operator, values = [] }: Expression, labels: Labels): boolean {
  const value = labels[key];
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  const listed = value !== undefined && values.includes(value);
  return operator === 'In' ? listed : !listed;
}

/** `{}`: fits every account, also those that the set does not declare. */
export function isUnconditional({ matchLabels = {}, matchExpressions = [] }: Selector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}
