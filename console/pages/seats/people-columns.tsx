import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../parts/column.ts';
import { useFormats } from '../../parts/formats.ts';

/** A person in a list of seats. */
export interface SeatPerson {
  readonly account: string;
  readonly username: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
  readonly conversationsRoles: readonly string[];
  readonly lastSignInAt: string | null;
  readonly seat: boolean;
  readonly assignedAt: string | null;
  readonly releasedAt: string | null;
  readonly inactive: readonly string[];
}

export const keyOfPerson = ({ account, username }: SeatPerson): string => `${account}/${username}`;

export function nameOfPerson({ firstName, lastName, username }: SeatPerson): string {
  const name = [firstName, lastName].filter((part) => part !== null).join(' ');
  return name === '' ? username : name;
}

function Reasons({ reasons }: { readonly reasons: readonly string[] }) {
  const { t } = useTranslation('seats');
  return (
    <Group gap={4}>
      {(['no-sign-in', 'no-conversations-role'] as const)
        .filter((reason) => reasons.includes(reason))
        .map((reason) => (
          <Badge key={reason} color="orange" variant="light">
            {t(`reasons.${reason}`)}
          </Badge>
        ))}
    </Group>
  );
}

/** Name, roles in Conversations, last sign-in, seat; and why somebody counts as inactive, each reason apart. */
export function usePeopleColumns({
  withAccount,
}: {
  readonly withAccount: boolean;
}): readonly Column<SeatPerson>[] {
  const { t } = useTranslation(['seats', 'shell']);
  const { date } = useFormats();
  return [
    {
      key: 'name',
      header: t('name'),
      cell: (person) => (
        <>
          <Text size="sm">{nameOfPerson(person)}</Text>
          <Text size="xs" c="dimmed">
            {person.username} · {person.email}
          </Text>
        </>
      ),
    },
    ...(withAccount
      ? [{ key: 'account', header: t('account'), wideOnly: true, cell: ({ account }: SeatPerson) => account }]
      : []),
    {
      key: 'role',
      header: t('role'),
      wideOnly: true,
      cell: ({ conversationsRoles: roles }) => (roles.length === 0 ? t('shell:none') : roles.join(', ')),
    },
    {
      key: 'signIn',
      header: t('lastSignIn'),
      narrow: true,
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? t('shell:never') : date(lastSignInAt)),
    },
    {
      key: 'seat',
      header: t('seat'),
      narrow: true,
      wideOnly: true,
      cell: ({ seat, assignedAt, releasedAt }) => {
        if (releasedAt !== null) return t('releasedOn', { date: date(releasedAt) });
        return seat ? t('since', { date: date(assignedAt) }) : t('noSeat');
      },
    },
    {
      key: 'inactive',
      header: t('inactive'),
      wideOnly: true,
      cell: ({ inactive }) => <Reasons reasons={inactive} />,
    },
  ];
}
