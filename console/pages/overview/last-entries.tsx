import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useMay } from '../../client/who.ts';
import { useFormats } from '../../parts/formats.ts';
import { Panel } from '../../parts/panel.tsx';

/** What was done last, by anybody. */
export function LastEntries() {
  const { t } = useTranslation('overview');
  const { time } = useFormats();
  const isAllowed = useMay()('audit/read');
  const entries = useQuery({
    queryKey: ['overview', 'entries'],
    queryFn: () => bodyOf(client.GET('/v1/audit', { params: { query: { status: 'success', limit: 6 } } })),
    enabled: isAllowed,
  });
  if (!isAllowed) return null;
  return (
    <Panel title={t('lastEntries')}>
      <Stack gap="sm">
        {entries.data?.items.map(({ id, description, actor, at }) => (
          <div key={id}>
            <Link to="/audit/$id" params={{ id }}>
              {description}
            </Link>
            <Text size="xs" c="dimmed">
              {actor.name} · {time(at)}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
