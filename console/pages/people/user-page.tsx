import { Group, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useMay } from '../../client/who.ts';
import { useFormats } from '../../parts/formats.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { UserActs } from './user-acts.tsx';
import { UserFields } from './user-fields.tsx';
import { UserStatus } from './user-status.tsx';

const route = getRouteApi('/users/$account/$name');

/** What lists know of a person beside his settings: status, last sign-in, seat, teams. */
function usePerson(account: string, name: string) {
  return useQuery({
    queryKey: ['people', 'one', account, name],
    queryFn: async () => {
      const q = `account:"${account}" "${name.replaceAll('"', '\\"')}"`;
      const { items } = await bodyOf(client.GET('/v1/people', { params: { query: { q } } }));
      return items.find(({ username }) => username === name) ?? null;
    },
  }).data;
}

/** A person: settings, acts, and what he may do and why. */
export function UserPage() {
  const { t } = useTranslation(['people', 'shell']);
  const { account, name } = route.useParams();
  const { time } = useFormats();
  const may = useMay();
  const person = usePerson(account, name);
  const user = useQuery({
    queryKey: ['user', account, name],
    queryFn: () =>
      bodyOf(client.GET('/v1/accounts/{account}/users/{name}', { params: { path: { account, name } } })),
  });
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
          {person ? <UserStatus status={person.status} /> : null}
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
        <Panel title={t('facts')}>
          <Text size="sm">
            {t('lastSignIn')}: {person?.lastSignInAt ? time(person.lastSignInAt) : t('shell:never')}
          </Text>
          <Text size="sm">
            {t('seat')}: {t(person?.seat === true ? 'shell:yes' : 'shell:no')}
          </Text>
          <Text size="sm">
            {t('teams')}: {person?.teams.join(', ') || t('shell:none')}
          </Text>
          {may('audit/read') ? (
            <Link to="/audit" search={{ address: `User/${account}/${name}` }}>
              {t('inAudit')}
            </Link>
          ) : null}
        </Panel>
      </SimpleGrid>
    </PageFrame>
  );
}
