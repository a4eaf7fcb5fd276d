import { Pill } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { printSearch, type SearchTerm } from '../../schemas/contract/search-text.ts';

interface SearchChipsProps {
  readonly terms: readonly SearchTerm[];
  readonly onChange: (terms: readonly SearchTerm[]) => void;
}

/** What is searched by, each term by itself; a cross takes it out of the text. */
export function SearchChips({ terms, onChange }: SearchChipsProps) {
  const { t } = useTranslation('shell');
  if (terms.length === 0) return null;
  return (
    <Pill.Group>
      {terms.map((term) => {
        const text = printSearch([term]);
        return (
          <Pill
            key={text}
            withRemoveButton
            removeButtonProps={{
              'aria-label': t('searchBar.without', { term: text }),
              tabIndex: 0,
              'aria-hidden': false,
            }}
            onRemove={() => onChange(terms.filter((other) => other !== term))}
          >
            {text}
          </Pill>
        );
      })}
    </Pill.Group>
  );
}
