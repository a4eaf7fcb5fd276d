import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { EntryDetails } from './entry-details.tsx';

const route = getRouteApi('/audit/$id');

/** One entry, by its address: it can be sent to somebody. */
export function EntryDrawer() {
  const { t } = useTranslation(['audit', 'shell']);
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const entry = useQuery({
    queryKey: ['audit entry', id],
    queryFn: () => bodyOf(client.GET('/v1/audit/{id}', { params: { path: { id } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Drawer
      opened
      onClose={() => void navigate({ to: '/audit', search: (former) => former })}
      position="right"
      size="lg"
      title={t('entry')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {entry.error === null ? null : <ProblemAlert error={entry.error} />}
      {entry.data === undefined ? null : <EntryDetails entry={entry.data} />}
    </Drawer>
  );
}
