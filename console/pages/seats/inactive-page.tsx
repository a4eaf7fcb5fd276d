import { Button, Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { BackToSeats } from './back-to-seats.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { PeopleList } from './people-list.tsx';
import { peopleQuery } from './people-query.ts';
import { reportAddress } from './report-address.ts';
import type { PeopleSearch } from './seats-search.ts';

const route = getRouteApi('/seats/inactive');

/** Who holds a seat and does not use it, and why that is said of him. */
export function InactivePage() {
  const { t } = useTranslation(['seats', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filters = { ...peopleQuery(search), ...present({ reason: search.reason }) };
  return (
    <PageFrame
      title={t('inactive.title')}
      lead={<BackToSeats here={t('inactive.title')} />}
      acts={
        <Button
          component="a"
          href={reportAddress('/v1/seats/inactive/report', filters)}
          download
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('shell:act.csv')}
        </Button>
      }
    >
      <Stack gap="md">
        <Text size="sm" c="dimmed" maw="80ch">
          {t('inactive.lead')}
        </Text>
        <PeopleFilters
          search={search}
          change={(to) =>
            void navigate({
              search: (former) => present({ ...former, ...to }) as PeopleSearch,
              replace: true,
            })
          }
          with={['account', 'reason']}
        />
        <PeopleList
          label={t('inactive.title')}
          queryKey={['inactive', filters]}
          read={(cursor, limit) =>
            bodyOf(
              client.GET('/v1/seats/inactive', {
                params: { query: { ...filters, ...present({ cursor, limit }) } },
              }),
            )
          }
          also={['account', 'reason']}
          isFiltered={Object.keys(filters).length > 0}
          empty={t('inactive.empty')}
        />
      </Stack>
    </PageFrame>
  );
}
