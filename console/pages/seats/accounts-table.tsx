import { ActionIcon, Badge, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { EllipsisVertical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { usePages } from '../../client/pages.ts';
import { useIsMain, useMay } from '../../client/who.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { useFormats } from '../../parts/formats.ts';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { LimitModal } from './limit-modal.tsx';
import { UsageBar } from './usage-bar.tsx';

const route = getRouteApi('/seats');

export interface AccountSeats {
  readonly account: string;
  readonly displayName: string | null;
  readonly assigned: number;
  readonly limit: number | null;
  readonly overLimit: boolean;
}

interface ActsProps {
  readonly row: AccountSeats;
  readonly onAssign: () => void;
  readonly onLimit: () => void;
  readonly onNoLimit: () => void;
}

function Acts({ row, onAssign, onLimit, onNoLimit }: ActsProps) {
  const { t } = useTranslation('seats');
  const isMain = useIsMain();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('actsOn', { name: row.account })}>
          <EllipsisVertical size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onAssign}>{t('addUser')}</Menu.Item>
        {isMain ? <Menu.Item onClick={onLimit}>{t('editLimit')}</Menu.Item> : null}
        {isMain && row.limit !== null ? <Menu.Item onClick={onNoLimit}>{t('removeLimit')}</Menu.Item> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function useColumns(acts: (row: AccountSeats) => ReactNode): readonly Column<AccountSeats>[] {
  const { t } = useTranslation('seats');
  const { number } = useFormats();
  const may = useMay();
  const seats = useQuery({ queryKey: ['seats'], queryFn: () => bodyOf(client.GET('/v1/seats')) });
  const purchased = seats.data?.purchased ?? null;
  return [
    {
      key: 'account',
      header: t('account'),
      cell: ({ account, displayName }) => (
        <Link to="/seats/accounts/$account" params={{ account }}>
          {displayName === null ? account : `${displayName} (${account})`}
        </Link>
      ),
    },
    {
      key: 'assigned',
      header: t('assigned'),
      narrow: true,
      end: true,
      cell: ({ assigned }) => number(assigned),
    },
    {
      key: 'usage',
      header: t('usage'),
      narrow: true,
      cell: ({ account, assigned, limit }) => (
        <UsageBar name={account} assigned={assigned} size={limit ?? purchased} />
      ),
    },
    {
      key: 'limit',
      header: t('limit'),
      narrow: true,
      wideOnly: true,
      cell: ({ limit, overLimit }) => (
        <>
          {limit === null ? t('noLimit') : number(limit)}{' '}
          {overLimit ? (
            <Badge color="red" variant="light">
              {t('overLimit')}
            </Badge>
          ) : null}
        </>
      ),
    },
    ...(may('seats/manage') ? [{ key: 'acts', header: '', narrow: true, end: true, cell: acts }] : []),
  ];
}

/** Accounts with what they use; each opens the list of its seat holders. */
export function AccountsTable({ onAssign }: { readonly onAssign: (account: string) => void }) {
  const { t } = useTranslation('seats');
  const { assign: _, ...filters } = route.useSearch();
  const [limitOf, setLimitOf] = useState<AccountSeats | null>(null);
  const [edit, setEdit] = useState<Edit | null>(null);
  const limitTo = (account: string, limit: number | null): void => {
    setLimitOf(null);
    setEdit({ path: resourcePath('accounts', account, 'seats'), method: 'PATCH', spec: { limit } });
  };
  const pages = usePages<AccountSeats>(['seats', 'accounts', filters], (cursor) =>
    bodyOf(
      client.GET('/v1/seats/accounts', {
        params: { query: { ...filters, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  const columns = useColumns((row) => (
    <Acts
      row={row}
      onAssign={() => onAssign(row.account)}
      onLimit={() => setLimitOf(row)}
      onNoLimit={() => limitTo(row.account, null)}
    />
  ));
  return (
    <>
      <DataTable label={t('accounts')} pages={pages} columns={columns} keyOf={({ account }) => account} />
      <LimitModal row={limitOf} onClose={() => setLimitOf(null)} onLimit={limitTo} />
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} />
    </>
  );
}
