import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../parts/column.ts';
import { useFormats } from '../../parts/formats.ts';
import { nameOf } from '../../parts/person-name.ts';
import type { SeatPerson } from './person.ts';
import { conversationsRoles } from './seats-search.ts';

function Roles({ roles }: { readonly roles: readonly string[] }) {
  const { t } = useTranslation('seats');
  if (roles.length === 0)
    return (
      <Text size="sm" c="dimmed" span>
        {t('roles.none')}
      </Text>
    );
  const label = (role: string): string => {
    const known = conversationsRoles.find((name) => name === role);
    return known === undefined ? role : t(`roles.${known}`);
  };
  return (
    <Group gap={4}>
      {roles.map((role) => (
        <Badge key={role} variant="light" color="gray">
          {label(role)}
        </Badge>
      ))}
    </Group>
  );
}

function Seat({ person }: { readonly person: SeatPerson }) {
  const { t } = useTranslation('seats');
  const { date } = useFormats();
  if (person.seat) {
    const kept = person.origins.filter((origin) => origin !== 'manual' && origin !== 'manifest');
    return (
      <>
        {person.assignedAt === null ? t('seated') : t('since', { date: date(person.assignedAt) })}
        {kept.length === 0 ? null : (
          <Text size="xs" c="dimmed">
            {t('from', { origins: kept.join(', ') })}
          </Text>
        )}
      </>
    );
  }
  return (
    <Text size="sm" c="dimmed" span>
      {person.releasedAt === null ? t('noSeat') : t('released', { date: date(person.releasedAt) })}
    </Text>
  );
}

function Reasons({ person }: { readonly person: SeatPerson }) {
  const { t } = useTranslation('seats');
  return (
    <Group gap={4}>
      {person.inactive.includes('no-sign-in') ? (
        <Badge variant="light" color="orange">
          {t('reasons.no-sign-in')}
        </Badge>
      ) : null}
      {person.inactive.includes('no-conversations-role') ? (
        <Badge variant="light" color="grape">
          {t('reasons.no-conversations-role')}
        </Badge>
      ) : null}
    </Group>
  );
}

/** What lists of people say of a person; the account and the reasons only where they differ. */
export function usePeopleColumns(also: readonly ('account' | 'reason')[]): readonly Column<SeatPerson>[] {
  const { t } = useTranslation(['seats', 'shell']);
  const { date, ago } = useFormats();
  const all: readonly Column<SeatPerson>[] = [
    {
      key: 'name',
      header: t('name'),
      cell: (person) => (
        <>
          <Text size="sm" fw={500}>
            {nameOf(person)}
          </Text>
          <Text size="xs" c="dimmed">
            {person.username} · {person.email}
          </Text>
        </>
      ),
    },
    {
      key: 'account',
      header: t('account'),
      wideOnly: true,
      cell: ({ account }) => (
        <Link to="/seats/accounts/$account" params={{ account }}>
          {account}
        </Link>
      ),
    },
    { key: 'reason', header: t('reason'), cell: (person) => <Reasons person={person} /> },
    {
      key: 'roles',
      header: t('role'),
      wideOnly: true,
      cell: ({ conversationsRoles: roles }) => <Roles roles={roles} />,
    },
    {
      key: 'lastSignIn',
      header: t('lastSignIn'),
      wideOnly: true,
      narrow: true,
      cell: ({ lastSignInAt }) =>
        lastSignInAt === null ? (
          <Text size="sm" c="dimmed" span>
            {t('shell:never')}
          </Text>
        ) : (
          <time dateTime={lastSignInAt} title={date(lastSignInAt)}>
            {ago(lastSignInAt)}
          </time>
        ),
    },
    { key: 'seat', header: t('filters.seat'), wideOnly: true, cell: (person) => <Seat person={person} /> },
  ];
  return all.filter(
    ({ key }) => !(['account', 'reason'] as const).some((name) => name === key && !also.includes(name)),
  );
}
