import { Badge, Button, Group, MultiSelect, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useMay } from '../../client/who.ts';
import type { components } from '../../generated/api.d.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { SendForm } from '../../parts/send-form.tsx';
import { useRoleNames } from './named-resources.ts';

const route = getRouteApi('/teams/$account/$name');

interface TeamFormProps {
  readonly account: string;
  readonly spec: components['schemas']['TeamSpec'];
  readonly isKeptBySso: boolean;
  readonly onReview: (spec: object) => void;
}

function TeamForm({ account, spec, isKeptBySso, onReview }: TeamFormProps) {
  const { t } = useTranslation(['people', 'shell']);
  const readOnly = !useMay()('teams/manage');
  const names = useRoleNames(account);
  const [roles, setRoles] = useState([...(spec.roles ?? [])]);
  const [members, setMembers] = useState([...(spec.members ?? [])]);
  const review = async ({ description }: Readonly<Record<string, string>>): Promise<void> =>
    onReview({
      description: description === '' ? null : description,
      roles,
      // Membership of such a team is the identity provider's alone.
      ...(isKeptBySso ? {} : { members }),
    });
  return (
    <SendForm label={t('shell:act.save')} send={review} hidden={readOnly} keepsValues>
      <TextInput
        name="description"
        label={t('description')}
        defaultValue={spec.description ?? ''}
        readOnly={readOnly}
      />
      <MultiSelect
        label={t('roles')}
        data={[...names]}
        value={roles}
        onChange={setRoles}
        readOnly={readOnly}
        searchable
      />
      <TagsInput
        label={t('members')}
        description={t(isKeptBySso ? 'membersBySso' : 'membersHint')}
        value={members}
        onChange={setMembers}
        readOnly={readOnly || isKeptBySso}
      />
    </SendForm>
  );
}

/** A team: what it is for, what its roles give, and who is in it. */
export function TeamPage() {
  const { t } = useTranslation(['people', 'shell']);
  const { account, name } = route.useParams();
  const navigate = useNavigate();
  const may = useMay();
  const [edit, setEdit] = useState<Edit | null>(null);
  const path = resourcePath('accounts', account, 'teams', name);
  const team = useQuery({
    queryKey: ['team', account, name],
    queryFn: () =>
      bodyOf(client.GET('/v1/accounts/{account}/teams/{name}', { params: { path: { account, name } } })),
  });
  if (team.error !== null)
    return (
      <PageFrame title={name}>
        <ProblemAlert error={team.error} onRetry={() => void team.refetch()} />
      </PageFrame>
    );
  if (team.data === undefined) return <PageFrame title={name}>{null}</PageFrame>;
  const { spec, owners, origin, version } = team.data;
  return (
    <PageFrame
      title={name}
      lead={
        <Group gap="xs">
          <Text size="sm">{account}</Text>
          {origin === undefined ? null : (
            <Badge variant="light" color="blue">
              {t('keptBySso')}
            </Badge>
          )}
          <ManagedMark owners={owners} />
        </Group>
      }
      acts={
        may('teams/manage') ? (
          <Button color="red" variant="light" onClick={() => setEdit({ path, method: 'DELETE' })}>
            {t('removeTeam')}
          </Button>
        ) : null
      }
    >
      <Panel title={t('settings')}>
        <TeamForm
          key={version}
          account={account}
          spec={spec}
          isKeptBySso={origin !== undefined || spec.membership === 'sso'}
          onReview={(next) => setEdit({ path, method: 'PATCH', spec: next, version })}
        />
      </Panel>
      <Panel title={t('members')}>
        <Group gap="xs">
          {(spec.members ?? []).map((member) => (
            <Link key={member} to="/users/$account/$name" params={{ account, name: member }}>
              {member}
            </Link>
          ))}
          {spec.members?.length ? null : <Text size="sm">{t('shell:none')}</Text>}
        </Group>
      </Panel>
      <ReviewEdit
        edit={edit}
        onClose={() => setEdit(null)}
        onDone={() =>
          edit?.method === 'DELETE' ? void navigate({ to: '/teams', search: { account } }) : undefined
        }
      />
    </PageFrame>
  );
}
