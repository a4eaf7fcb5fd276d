import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { originOf } from './person.ts';

interface Source {
  readonly role: string;
  readonly team: string | null;
  readonly origin: string;
}

function SourceLine({ source, account }: { readonly source: Source; readonly account: string }) {
  const { t } = useTranslation('people');
  const { role, team, origin } = source;
  return (
    <Text size="sm">
      {t('byRole', { role, interpolation: { escapeValue: false } })}
      {team === null ? null : (
        <>
          {' · '}
          <Link to="/teams/$account/$name" params={{ account, name: team }}>
            {t('byTeam', { team, interpolation: { escapeValue: false } })}
          </Link>
        </>
      )}
      {` · ${t(`origins.${originOf(origin)}`)}`}
    </Text>
  );
}

/** "Why does Ana have this?": every permission, with the roles and teams that give it and where those come from. */
export function EffectivePermissions({ account, name }: { readonly account: string; readonly name: string }) {
  const { t } = useTranslation('people');
  const grants = useQuery({
    queryKey: ['grants', account, name],
    queryFn: () =>
      bodyOf(
        client.GET('/v1/accounts/{account}/users/{name}/permissions', {
          params: { path: { account, name } },
        }),
      ),
  });
  return (
    <Panel title={t('why')} lead={t('whyLead')}>
      {grants.error === null ? null : (
        <ProblemAlert error={grants.error} onRetry={() => void grants.refetch()} />
      )}
      {grants.data?.permissions.length === 0 ? <Text size="sm">{t('mayNothing')}</Text> : null}
      {grants.data === undefined || grants.data.permissions.length === 0 ? null : (
        <Table.ScrollContainer minWidth={300} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('permission')}</Table.Th>
                <Table.Th>{t('source')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {grants.data.permissions.map(({ permission, sources }) => (
                <Table.Tr key={permission}>
                  <Table.Td>
                    <code>{permission}</code>
                  </Table.Td>
                  <Table.Td>
                    <Stack gap={2}>
                      {sources.map((source) => (
                        <SourceLine
                          key={`${source.role} ${source.team} ${source.origin}`}
                          source={source}
                          account={account}
                        />
                      ))}
                    </Stack>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}
