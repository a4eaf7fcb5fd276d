import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useFormats } from '../../parts/formats.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

const shown = 6;

/** What was last done about a person, as the audit log has it. */
export function LastEntries({ address }: { readonly address: string }) {
  const { t } = useTranslation(['people', 'shell']);
  const { time } = useFormats();
  const entries = useQuery({
    queryKey: ['audit', 'about', address],
    queryFn: () => bodyOf(client.GET('/v1/audit', { params: { query: { address, limit: shown } } })),
  });
  return (
    <Panel
      title={t('lastEntries')}
      lead={
        <Link to="/audit" search={{ address }}>
          {t('inAudit')}
        </Link>
      }
    >
      {entries.error === null ? null : <ProblemAlert error={entries.error} />}
      {entries.data?.items.length === 0 ? <Text size="sm">{t('shell:table.empty')}</Text> : null}
      <Stack gap="xs">
        {entries.data?.items.map(({ id, at, description }) => (
          <Group key={id} justify="space-between" gap="sm">
            <Link to="/audit/$id" params={{ id }} search={{ address }}>
              {description}
            </Link>
            <Text size="xs" c="dimmed">
              {time(at)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
