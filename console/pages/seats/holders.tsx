import { Button, Group, Stack } from '@mantine/core';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { present } from '../../parts/search-params.ts';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleList } from './people-list.tsx';
import { peopleQuery } from './people-query.ts';
import { reportAddress } from './report-address.ts';
import type { Change, PeopleSearch } from './seats-search.ts';

interface AccountHoldersProps {
  readonly account: string;
  readonly search: PeopleSearch;
  readonly change: (to: Change<PeopleSearch>) => void;
}

/** The seat holders of one account. */
export function AccountHolders({ account, search, change }: AccountHoldersProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const { account: _account, ...query } = peopleQuery(search);
  const filters = { ...query, ...present({ seat: search.seat }) };
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <PeopleFilters search={search} change={change} with={['seat']} />
        <Button
          component="a"
          href={reportAddress(`/v1/accounts/${encodeURIComponent(account)}/seats/holders/report`, filters)}
          download
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('shell:act.csv')}
        </Button>
      </Group>
      <PeopleList
        label={t('holders.of', { account })}
        queryKey={['holders', account, filters]}
        read={(cursor, limit) =>
          bodyOf(
            client.GET('/v1/accounts/{account}/seats/holders', {
              params: { path: { account }, query: { ...filters, ...present({ cursor, limit }) } },
            }),
          )
        }
        isFiltered={Object.keys(filters).length > 0}
        empty={t('holders.empty')}
      />
    </Stack>
  );
}
