import { Badge, Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import type { Column } from '../../parts/column.ts';
import { useFormats } from '../../parts/formats.ts';
import { type ApiKey, stateOf } from './api-key.ts';

const colours = { active: 'teal', expired: 'gray', revoked: 'red' } as const;

function StateBadge({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('keys');
  const state = stateOf(apiKey, new Date());
  return (
    <Badge variant="light" color={colours[state]} tt="none">
      {t(`states.${state}`)}
    </Badge>
  );
}

/** What a key is called, whose it is, what it can do, from where and until when. */
export function useKeyColumns(onRevoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
  const { t } = useTranslation(['keys', 'shell']);
  const { date, time } = useFormats();
  const may = useMay();
  const acts: Column<ApiKey> = {
    key: 'acts',
    header: '',
    narrow: true,
    end: true,
    cell: (key) =>
      stateOf(key, new Date()) === 'revoked' ? null : (
        <Button
          size="xs"
          variant="subtle"
          color="red"
          aria-label={t('revokeKey', { name: key.name })}
          onClick={() => onRevoke(key)}
        >
          {t('revoke')}
        </Button>
      ),
  };
  return [
    {
      key: 'name',
      header: t('name'),
      cell: ({ name, prefix }) => (
        <>
          <Text size="sm">{name}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {prefix}…
          </Text>
        </>
      ),
    },
    {
      key: 'owner',
      header: t('owner'),
      wideOnly: true,
      cell: ({ owner: { type, name, account } }) => (
        <>
          <Text size="sm">{name}</Text>
          <Text size="xs" c="dimmed">
            {account}
            {type === 'service-account' ? ` · ${t('machine')}` : ''}
          </Text>
        </>
      ),
    },
    {
      key: 'permissions',
      header: t('permissions'),
      wideOnly: true,
      cell: ({ permissions }) => (permissions.length === 0 ? t('allOfOwner') : permissions.join(', ')),
    },
    {
      key: 'networks',
      header: t('networks'),
      wideOnly: true,
      cell: ({ allowedNetworks: networks }) =>
        networks.length === 0 ? t('everywhere') : networks.join(', '),
    },
    {
      key: 'expires',
      header: t('expires'),
      narrow: true,
      wideOnly: true,
      cell: ({ expiresAt }) => (expiresAt === null ? t('shell:never') : date(expiresAt)),
    },
    {
      key: 'lastUsed',
      header: t('lastUsed'),
      narrow: true,
      wideOnly: true,
      cell: ({ lastUsedAt }) => (lastUsedAt ? time(lastUsedAt) : t('shell:never')),
    },
    { key: 'state', header: t('state'), narrow: true, cell: (key) => <StateBadge apiKey={key} /> },
    ...(may('api-keys/manage') ? [acts] : []),
  ];
}
