import type { Change, Values } from '../../../controller/reconcile/change.ts';
import type { Selector } from '../../../schemas/contract/declaration.ts';
import type { Json } from '../../../schemas/contract/json.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import type { Touched } from '../kind.ts';

/** Settings in a template that decide how people sign in, and seats, which a rule takes back; the others concern nobody in person. */
const concerning = ['securityPolicy', 'singleSignOn'];

function sets(values: Values | null, keys: readonly string[]): boolean {
  const settings = values?.['settings'];
  return isObject(settings) && keys.some((key) => settings[key] !== undefined);
}

function ruleOfSeats(values: Values | null): Json | undefined {
  const settings = values?.['settings'];
  const seats = isObject(settings) ? settings['seats'] : undefined;
  return isObject(seats) ? seats['releaseAfterInactiveDays'] : undefined;
}

/** Everyone in the accounts that the template reaches, before or after; only who has a seat, where it concerns nobody else. */
export function touchedByTemplate({ before, after }: Change): readonly Touched[] {
  const sides = [before, after];
  const everyone = sides.some((values) => sets(values, concerning));
  if (!everyone && sides.every((values) => ruleOfSeats(values) === undefined)) return [];
  return sides.flatMap((values) => {
    const selector = values?.['selector'];
    if (!isObject(selector)) return [];
    return [everyone ? { everyoneIn: selector as Selector } : { seatedIn: selector as Selector }];
  });
}
