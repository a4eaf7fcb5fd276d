import type { SearchFields } from '../../schemas/contract/search-fields.ts';
import { parseSearch, type SearchTerm } from '../../schemas/contract/search-text.ts';
import { Refusal } from '../request/refusal.ts';

/**
 * The terms of a search.
 * @throws Refusal 400 `search/...` with every fault and the column that it begins at
 */
export function searched<Name extends string>(
  text: string,
  fields: SearchFields<Name>,
): readonly SearchTerm<Name>[] {
  const { terms, diagnostics } = parseSearch(text, fields);
  const [first] = diagnostics;
  if (first === undefined) return terms;
  const { code, summary, column, remedy } = first;
  throw new Refusal(400, code, `${summary} (column ${column}).`, {
    ...(remedy === undefined ? {} : { remedy }),
    diagnostics,
  });
}
