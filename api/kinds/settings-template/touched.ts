import type { Change, Values } from '../../../controller/reconcile/change.ts';
import type { Selector } from '../../../schemas/contract/declaration.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import type { Touched } from '../kind.ts';

/** Settings in a template that decide how people sign in; the others concern nobody in person. */
const concerning = ['securityPolicy', 'singleSignOn'];

function concerns(values: Values | null): boolean {
  const settings = values?.['settings'];
  return isObject(settings) && concerning.some((key) => settings[key] !== undefined);
}

/** Everyone in the accounts that the template reaches, before or after. */
export function touchedByTemplate({ before, after }: Change): readonly Touched[] {
  if (!concerns(before) && !concerns(after)) return [];
  return [before, after].flatMap((values) => {
    const selector = values?.['selector'];
    return isObject(selector) ? [{ everyoneIn: selector as Selector }] : [];
  });
}
