import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { bodyOf, client } from '../../client/client.ts';
import { useMay } from '../../client/who.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { EffectivePermissions } from './effective-permissions.tsx';
import { LastEntries } from './last-entries.tsx';
import { findPerson, statusOf } from './person.ts';
import { StatusBadge } from './status-badge.tsx';
import { UserActs } from './user-acts.tsx';
import { UserFacts } from './user-facts.tsx';
import { UserFields } from './user-fields.tsx';

const route = getRouteApi('/users/$account/$name');

/** A person: settings, acts, and what he may do and why. */
export function UserPage() {
  const { account, name } = route.useParams();
  const may = useMay();
  const user = useQuery({
    queryKey: ['user', account, name],
    queryFn: () =>
      bodyOf(client.GET('/v1/accounts/{account}/users/{name}', { params: { path: { account, name } } })),
  });
  const email = user.data?.spec.email ?? '';
  const person = useQuery({
    queryKey: ['people', 'one', account, name, email],
    queryFn: () => findPerson(account, name, email),
    enabled: user.data !== undefined,
  }).data;
  if (user.error !== null)
    return (
      <PageFrame title={name}>
        <ProblemAlert error={user.error} onRetry={() => void user.refetch()} />
      </PageFrame>
    );
  if (user.data === undefined) return <PageFrame title={name}>{null}</PageFrame>;
  const { spec, owners } = user.data;
  const full = [spec.firstName, spec.lastName].filter(Boolean).join(' ');
  return (
    <PageFrame
      title={full === '' ? name : full}
      lead={
        <Group gap="xs">
          {person ? <StatusBadge status={statusOf(person)} /> : null}
          <Text size="sm">
            {name} · {account}
          </Text>
          <ManagedMark owners={owners} />
        </Group>
      }
      acts={
        may('users/manage') ? (
          <UserActs account={account} name={name} status={person?.status ?? 'active'} />
        ) : null
      }
    >
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <UserFields account={account} name={name} item={user.data} />
        <Stack gap="lg">
          {person ? <UserFacts person={person} /> : null}
          {may('audit/read') ? <LastEntries address={`User/${account}/${name}`} /> : null}
        </Stack>
      </SimpleGrid>
      <EffectivePermissions account={account} name={name} />
    </PageFrame>
  );
}
