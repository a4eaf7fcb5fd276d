import { Badge, Button, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useFormats } from '../../parts/formats.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { sayDone } from '../../parts/say.ts';

/** Where one is signed in; what one does not know is ended. */
export function OwnSessions() {
  const { t } = useTranslation('profile');
  const { ago } = useFormats();
  const queries = useQueryClient();
  const sessions = useQuery({
    queryKey: ['own sessions'],
    queryFn: () => bodyOf(client.GET('/v1/me/sessions')),
  });
  const ending = useMutation({
    mutationFn: (id: string) => bodyOf(client.DELETE('/v1/me/sessions/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      sayDone(t('sessionEnded'));
      await queries.invalidateQueries({ queryKey: ['own sessions'] });
    },
  });
  const error = sessions.error ?? ending.error;
  return (
    <Panel title={t('sessions')} lead={t('sessionsLead')}>
      {error === null ? null : <ProblemAlert error={error} />}
      <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('browser')}</Table.Th>
              <Table.Th>{t('from')}</Table.Th>
              <Table.Th>{t('lastUsed')}</Table.Th>
              <Table.Th />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sessions.data?.items.map(({ id, userAgent, ip, lastSeenAt, current }) => (
              <Table.Tr key={id}>
                <Table.Td>{userAgent ?? t('unknownBrowser')}</Table.Td>
                <Table.Td>{ip}</Table.Td>
                <Table.Td>{ago(lastSeenAt)}</Table.Td>
                <Table.Td ta="end">
                  {current === true ? (
                    <Badge variant="light" color="teal">
                      {t('thisOne')}
                    </Badge>
                  ) : (
                    <Button size="xs" variant="default" onClick={() => ending.mutate(id)}>
                      {t('end')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}
