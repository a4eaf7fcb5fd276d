import { type AuditField, auditFields } from '../../schemas/contract/search-fields.ts';
import { type SearchTerm, wordsOf } from '../../schemas/contract/search-text.ts';
import { catalogue } from './catalogue.ts';
import { instantAgo } from './instant-ago.ts';
import { searched } from './searched.ts';

/** A value of a field in a search, as the query on the log takes it. */
export type AuditCondition =
  | { readonly field: 'since' | 'until'; readonly exclude: boolean; readonly at: string }
  | {
      readonly field: 'action';
      readonly exclude: boolean;
      readonly items: Names | null;
      readonly actions: Names;
    }
  | { readonly field: AuditColumn; readonly exclude: boolean; readonly values: Names };

type Names = readonly string[];
export type AuditColumn = 'actor' | 'item' | 'account' | 'address' | 'status' | 'plan';

export interface AuditSearch {
  readonly conditions: readonly AuditCondition[];
  /** For full text search; undefined: no words. */
  readonly words: string | undefined;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * The names that a word may stand for, so that the index finds them: as it is written, with a capital, as the catalogue
 * writes it. An action may be told as done: `released`.
 */
function namesLike(word: string, known: readonly string[]): Names {
  const lower = word.toLowerCase();
  return [...new Set([word, capital(lower), ...known.filter((name) => name.toLowerCase() === lower)])];
}

const items = catalogue.map(({ item }) => item);
const actions = catalogue.map(({ action }) => action);

function actionsLike(word: string): Names {
  const forms = [word, word.replace(/d$/, ''), word.replace(/ed$/, '')];
  return [...new Set(forms.flatMap((form) => namesLike(form, actions)))];
}

function actionCondition(value: string, exclude: boolean): AuditCondition {
  const dot = value.indexOf('.');
  const item = dot > 0 ? namesLike(value.slice(0, dot), items) : null;
  return { field: 'action', exclude, items: item, actions: actionsLike(value.slice(dot + 1)) };
}

/** Values of one field are alternatives, so that they make one condition; each excluded one holds by itself. */
function columnConditions(terms: readonly FieldTerm[]): readonly AuditCondition[] {
  const columns = ['actor', 'item', 'account', 'address', 'status', 'plan'] as const;
  return columns.flatMap((field) =>
    [false, true].flatMap((exclude) => {
      const written = terms.filter((term) => term.field === field && term.exclude === exclude);
      const values = written.flatMap(({ value }) => (field === 'item' ? namesLike(value, items) : [value]));
      return values.length === 0 ? [] : [{ field, exclude, values }];
    }),
  );
}

type FieldTerm = Extract<SearchTerm<AuditField>, { kind: 'field' }>;

/**
 * What `q` asks of the audit log.
 * @throws Refusal 400 for an unknown field or a value that does not fit
 */
export function auditSearch(q: string, now: Date): AuditSearch {
  const terms = searched(q, auditFields);
  const fields = terms.filter((term): term is FieldTerm => term.kind === 'field');
  const moments = fields.flatMap(({ field, value, exclude }): AuditCondition[] =>
    field === 'since' || field === 'until' ? [{ field, exclude, at: instantAgo(value, now) }] : [],
  );
  const done = fields.filter(({ field }) => field === 'action');
  const words = wordsOf(terms);
  return {
    conditions: [
      ...columnConditions(fields),
      ...moments,
      ...done.map(({ value, exclude }) => actionCondition(value, exclude)),
    ],
    words: words === '' ? undefined : words,
  };
}
