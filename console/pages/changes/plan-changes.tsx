import { Badge, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceChange } from '../../../schemas/contract/plan.ts';
import { FieldChanges } from '../../parts/plan/field-changes.tsx';
import { present } from '../../parts/search-params.ts';
import { SideBySide } from './side-by-side.tsx';

const route = getRouteApi('/changes/$id');

const colours: Readonly<Record<ResourceChange['action'], string>> = {
  create: 'teal',
  update: 'blue',
  move: 'blue',
  adopt: 'grape',
  disable: 'orange',
  delete: 'red',
  release: 'gray',
};

/** By account, those of the organisation itself first, in the plan's own order. */
function byAccount(
  changes: readonly ResourceChange[],
): ReadonlyMap<string | null, readonly ResourceChange[]> {
  const groups = new Map<string | null, ResourceChange[]>();
  for (const change of changes) groups.set(change.account, [...(groups.get(change.account) ?? []), change]);
  return groups;
}

function Change({
  change,
  isSideBySide,
}: {
  readonly change: ResourceChange;
  readonly isSideBySide: boolean;
}) {
  const { t } = useTranslation('changes');
  const { address, action, source, previous_address: former, fields } = change;
  return (
    <Paper withBorder p="md" id={address} component="article">
      <Group justify="space-between" mb={fields.length === 0 ? 0 : 'sm'} gap="xs">
        <Group gap="xs">
          <Badge color={colours[action]} variant="light">
            {t(`actions.${action}`)}
          </Badge>
          <Text component="a" href={`#${address}`} fw={600} c="inherit" style={{ overflowWrap: 'anywhere' }}>
            {former === undefined ? address : `${former} → ${address}`}
          </Text>
        </Group>
        {source === undefined ? null : (
          <Text size="xs" c="dimmed" ff="monospace">
            {source.file}:{source.line}
          </Text>
        )}
      </Group>
      {isSideBySide ? <SideBySide change={change} /> : <FieldChanges fields={fields} />}
    </Paper>
  );
}

/** Every change, by account: field by field, or the whole resource before and after. */
export function PlanChanges({ changes }: { readonly changes: readonly ResourceChange[] }) {
  const { t } = useTranslation('changes');
  const { view } = route.useSearch();
  const navigate = route.useNavigate();
  // A link to one change was followed before the plan was read.
  useEffect(() => {
    const address = decodeURIComponent(window.location.hash.slice(1));
    if (address !== '') document.getElementById(address)?.scrollIntoView();
  }, []);
  if (changes.length === 0) return null;
  return (
    <Stack gap="md" component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('changes')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('view')}
          value={view ?? 'fields'}
          data={[
            { value: 'fields', label: t('views.fields') },
            { value: 'side', label: t('views.side') },
          ]}
          onChange={(value) =>
            void navigate({
              search: ({ view: _, ...former }) =>
                present({ ...former, view: value === 'side' ? 'side' : undefined }),
              replace: true,
            })
          }
        />
      </Group>
      {[...byAccount(changes)].map(([account, group]) => (
        <Stack key={account} gap="xs">
          <Title order={3} size="h5">
            {account ?? t('ofOrganisation')}
          </Title>
          {group.map((change) => (
            <Change key={change.address} change={change} isSideBySide={view === 'side'} />
          ))}
        </Stack>
      ))}
    </Stack>
  );
}
