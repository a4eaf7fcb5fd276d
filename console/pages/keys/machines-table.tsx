import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../client/pages.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { type Machine, readMachines } from './machines.ts';

function scopeOf({ spec: { scope } }: Machine): string | undefined {
  const parts = [...(scope?.accounts ?? []), ...(scope?.kinds ?? [])];
  return parts.length === 0 ? undefined : parts.join(', ');
}

function useColumns(): readonly Column<Machine>[] {
  const { t } = useTranslation(['keys', 'shell']);
  return [
    {
      key: 'name',
      header: t('name'),
      cell: ({ name, account }) => (
        <>
          <Text size="sm">{name}</Text>
          <Text size="xs" c="dimmed">
            {account}
          </Text>
        </>
      ),
    },
    {
      key: 'roles',
      header: t('roles'),
      cell: ({ spec }) => spec.roles?.join(', ') || t('shell:none'),
    },
    {
      key: 'scope',
      header: t('scope'),
      wideOnly: true,
      cell: (machine) => scopeOf(machine) ?? t('wholeScope'),
    },
    {
      key: 'trust',
      header: t('trust'),
      wideOnly: true,
      cell: ({ spec }) => spec.trust?.map(({ issuer }) => issuer).join(', ') || t('shell:none'),
    },
    {
      key: 'networks',
      header: t('networks'),
      wideOnly: true,
      cell: ({ spec }) => spec.allowedNetworks?.join(', ') || t('everywhere'),
    },
    {
      key: 'state',
      header: t('state'),
      narrow: true,
      cell: ({ spec }) => (
        <Badge variant="light" color={spec.enabled === false ? 'gray' : 'teal'} tt="none">
          {t(spec.enabled === false ? 'off' : 'on')}
        </Badge>
      ),
    },
    { key: 'owners', header: '', wideOnly: true, cell: ({ owners }) => <ManagedMark owners={owners} /> },
  ];
}

/** Service accounts: what machines may do, and how they prove who they are. */
export function MachinesTable() {
  const { t } = useTranslation('keys');
  const pages = usePages<Machine>(['machines'], readMachines);
  return (
    <DataTable
      label={t('tabs.machines')}
      pages={pages}
      columns={useColumns()}
      keyOf={({ account, name }) => `${account}/${name}`}
      empty={<EmptyNote title={t('noMachines')} hint={t('noMachinesHint')} />}
    />
  );
}
