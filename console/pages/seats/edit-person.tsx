import { Alert, Button, Checkbox, Drawer, Group, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import type { components } from '../../generated/api.d.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { nameOf } from '../../parts/person-name.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import type { SeatPerson } from './person.ts';
import { conversationsRoles } from './seats-search.ts';

type UserSpec = components['schemas']['UserSpec'];

interface FormProps {
  readonly person: SeatPerson;
  readonly spec: UserSpec;
  readonly onReview: (spec: object) => void;
  readonly onClose: () => void;
}

/** An emptied field takes the own value away. */
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

function PersonForm({ spec, onReview, onClose }: FormProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const [firstName, setFirstName] = useState(spec.firstName ?? '');
  const [lastName, setLastName] = useState(spec.lastName ?? '');
  const [roles, setRoles] = useState<string[]>([...(spec.conversationsRoles ?? [])]);
  const excluded = roles.includes('agent') && roles.includes('supervisor');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onReview({
          firstName: orNull(firstName),
          lastName: orNull(lastName),
          conversationsRoles: roles,
        });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('edit.firstName')}
          value={firstName}
          onChange={(event) => setFirstName(event.currentTarget.value)}
        />
        <TextInput
          label={t('edit.lastName')}
          value={lastName}
          onChange={(event) => setLastName(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('role')} description={t('edit.rolesHint')} value={roles} onChange={setRoles}>
          <Stack gap="xs" mt="xs">
            {conversationsRoles
              .filter((role) => role !== 'none')
              .map((role) => (
                <Checkbox key={role} value={role} label={t(`roles.${role}`)} />
              ))}
          </Stack>
        </Checkbox.Group>
        {excluded ? (
          <Alert color="yellow" variant="light" role="alert">
            {t('edit.exclude')}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:act.cancel')}
          </Button>
          <Button type="submit" disabled={excluded}>
            {t('shell:act.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface EditPersonProps {
  readonly person: SeatPerson | null;
  readonly onClose: () => void;
}

function PersonEditor({ person, onClose }: EditPersonProps & { readonly person: SeatPerson }) {
  const { account, username } = person;
  const [edit, setEdit] = useState<Edit | null>(null);
  const user = useQuery({
    queryKey: ['user', account, username],
    queryFn: () =>
      bodyOf(
        client.GET('/v1/accounts/{account}/users/{name}', { params: { path: { account, name: username } } }),
      ),
    staleTime: 0,
    gcTime: 0,
  });
  if (user.error !== null) return <ProblemAlert error={user.error} onRetry={() => void user.refetch()} />;
  if (user.data === undefined) return null;
  const { spec, version, owners } = user.data;
  return (
    <Stack gap="md">
      <ManagedMark owners={owners} />
      <PersonForm
        person={person}
        spec={spec}
        onClose={onClose}
        onReview={(changed) =>
          setEdit({
            path: resourcePath('accounts', account, 'users', username),
            method: 'PATCH',
            spec: changed,
            version,
          })
        }
      />
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </Stack>
  );
}

/** Names and roles in Conversations of one person; the rest of him is among the users. */
export function EditPerson({ person, onClose }: EditPersonProps) {
  const { t } = useTranslation(['seats', 'shell']);
  return (
    <Drawer
      opened={person !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={person === null ? '' : t('edit.title', { name: nameOf(person) })}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {person === null ? null : <PersonEditor person={person} onClose={onClose} />}
    </Drawer>
  );
}
