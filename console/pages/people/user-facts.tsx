import { Group, Pill, Select, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useMay } from '../../client/who.ts';
import { useFormats } from '../../parts/formats.ts';
import { Panel } from '../../parts/panel.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { type Team, useTeams } from './named-resources.ts';
import { originOf, type Person } from './person.ts';
import { SeatSwitch } from './seat-switch.tsx';

const isKeptBySso = ({ spec, origin }: Team): boolean => origin !== undefined || spec.membership === 'sso';

function membersEdit({ name, spec, version }: Team, account: string, members: readonly string[]): Edit {
  return {
    path: resourcePath('accounts', account, 'teams', name),
    method: 'PATCH',
    spec: { members: members.length === 0 && spec.members === undefined ? [] : members },
    version,
  };
}

/** In which teams a person is; those of the identity provider are its own. */
function Teams({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['people', 'shell']);
  const { account, username } = person;
  const may = useMay();
  const [edit, setEdit] = useState<Edit | null>(null);
  const all = (useTeams().data ?? []).filter((team) => team.account === account);
  const editable = may('teams/manage') ? all.filter((team) => !isKeptBySso(team)) : [];
  const teamOf = (name: string): Team | undefined => editable.find((team) => team.name === name);
  const take = (name: string): void => {
    const team = teamOf(name);
    if (team === undefined) return;
    const rest = (team.spec.members ?? []).filter((member) => member !== username);
    setEdit(membersEdit(team, account, rest));
  };
  const add = (name: string | null): void => {
    const team = name === null ? undefined : teamOf(name);
    if (team !== undefined) setEdit(membersEdit(team, account, [...(team.spec.members ?? []), username]));
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('teams')}
        </Text>
        {person.teams.length === 0 ? <Text size="sm">{t('shell:none')}</Text> : null}
        {person.teams.map((name) => (
          <Pill
            key={name}
            withRemoveButton={teamOf(name) !== undefined}
            removeButtonProps={{
              'aria-label': t('leaveTeam', { team: name }),
              tabIndex: 0,
              'aria-hidden': false,
            }}
            onRemove={() => take(name)}
          >
            <Link to="/teams/$account/$name" params={{ account, name }}>
              {name}
            </Link>
          </Pill>
        ))}
      </Group>
      {editable.length === 0 ? null : (
        <Select
          aria-label={t('joinTeam')}
          placeholder={t('joinTeam')}
          data={editable.map(({ name }) => name).filter((name) => !person.teams.includes(name))}
          value={null}
          onChange={add}
          searchable
          nothingFoundMessage={t('noTeams')}
        />
      )}
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} />
    </Stack>
  );
}

/** What else is known of a person: last sign-in, where he comes from, seat, teams. */
export function UserFacts({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['people', 'shell']);
  const { time } = useFormats();
  const { lastSignInAt, origin, seat } = person;
  const facts = [
    [t('lastSignIn'), lastSignInAt === null ? t('shell:never') : time(lastSignInAt)],
    [t('origin'), t(`origins.${originOf(origin)}`)],
    [t('seat'), t(seat ? 'shell:yes' : 'shell:no')],
  ] as const;
  return (
    <Panel title={t('facts')}>
      <Stack gap="xs">
        {facts.map(([name, value]) => (
          <Group key={name} gap="xs">
            <Text size="sm" fw={600}>
              {name}
            </Text>
            <Text size="sm">{value}</Text>
          </Group>
        ))}
        <SeatSwitch person={person} />
        <Teams person={person} />
      </Stack>
    </Panel>
  );
}
