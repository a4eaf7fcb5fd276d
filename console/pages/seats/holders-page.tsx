import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { BackToSeats } from './back-to-seats.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleList } from './people-list.tsx';
import { peopleQuery } from './people-query.ts';
import type { PeopleSearch } from './seats-search.ts';

const route = getRouteApi('/seats/holders');

/** The list behind "assigned", over all accounts that the person sees; and, by its filter, who could be given a seat. */
export function HoldersPage() {
  const { t } = useTranslation('seats');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filters = { ...peopleQuery(search), ...present({ seat: search.seat }) };
  const title = search.seat === 'none' ? t('holders.without') : t('holders.title');
  return (
    <PageFrame title={title} lead={<BackToSeats here={title} />}>
      <Stack gap="md">
        <PeopleFilters
          search={search}
          change={(to) =>
            void navigate({
              search: (former) => present({ ...former, ...to }) as PeopleSearch,
              replace: true,
            })
          }
          with={['account', 'seat']}
        />
        <PeopleList
          label={title}
          queryKey={['all holders', filters]}
          read={(cursor, limit) =>
            bodyOf(
              client.GET('/v1/seats/holders', {
                params: { query: { ...filters, ...present({ cursor, limit }) } },
              }),
            )
          }
          also={['account']}
          isFiltered={Object.keys(filters).length > 0}
          empty={t('holders.empty')}
        />
      </Stack>
    </PageFrame>
  );
}
