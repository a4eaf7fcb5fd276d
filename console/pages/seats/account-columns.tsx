import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../parts/column.ts';
import { useFormats } from '../../parts/formats.ts';
import type { AccountActs } from './account-acts.ts';
import { AccountMenu } from './account-menu.tsx';
import type { AccountSeats } from './person.ts';
import { UsageBar } from './usage-bar.tsx';

interface AccountColumns extends AccountActs {
  readonly purchased: number;
  /** The account that is opened to its holders. */
  readonly open: string | undefined;
  readonly onOpen: (account: string | undefined) => void;
}

const titleOf = ({ account, displayName }: AccountSeats): string => displayName ?? account;

function Usage({ seats, purchased }: { readonly seats: AccountSeats; readonly purchased: number }) {
  const { t } = useTranslation('seats');
  const { percent } = useFormats();
  const { assigned, limit, usage, warning, overLimit } = seats;
  return (
    <>
      <UsageBar label={t('usageOf', { account: titleOf(seats) })} used={assigned} size={limit ?? purchased} />
      <Group gap={6} mt={4}>
        <Text size="xs" c="dimmed">
          {usage === null ? '–' : percent(usage / 100)}
        </Text>
        {overLimit ? (
          <Badge size="sm" color="red" variant="light">
            {t('overLimit')}
          </Badge>
        ) : warning ? (
          <Badge size="sm" color="orange" variant="light">
            {t('nearLimit')}
          </Badge>
        ) : null}
      </Group>
    </>
  );
}

/** What the list of accounts says of each, and what can be done. */
export function useAccountColumns(props: AccountColumns): readonly Column<AccountSeats>[] {
  const { t } = useTranslation('seats');
  const { number } = useFormats();
  const { purchased, open, onOpen, ...acts } = props;
  return [
    {
      key: 'open',
      header: '',
      narrow: true,
      cell: (seats) => {
        const isOpen = seats.account === open;
        const Arrow = isOpen ? ChevronDown : ChevronRight;
        return (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={isOpen}
            aria-label={t('holders.show', { account: titleOf(seats) })}
            onClick={() => onOpen(isOpen ? undefined : seats.account)}
          >
            <Arrow size={18} aria-hidden />
          </ActionIcon>
        );
      },
    },
    {
      key: 'account',
      header: t('account'),
      cell: (seats) => (
        <>
          <Link to="/seats/accounts/$account" params={{ account: seats.account }}>
            {titleOf(seats)}
          </Link>
          {seats.displayName === null ? null : (
            <Text size="xs" c="dimmed">
              {seats.account}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'assigned',
      header: t('figures.assigned'),
      narrow: true,
      end: true,
      cell: ({ assigned }) => number(assigned),
    },
    {
      key: 'limit',
      header: t('limit'),
      narrow: true,
      end: true,
      wideOnly: true,
      cell: ({ limit }) => (limit === null ? t('unlimited') : number(limit)),
    },
    { key: 'usage', header: t('usage'), cell: (seats) => <Usage seats={seats} purchased={purchased} /> },
    {
      key: 'acts',
      header: '',
      narrow: true,
      end: true,
      cell: (seats) => <AccountMenu seats={seats} {...acts} />,
    },
  ];
}
