import { Drawer, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { present } from '../../parts/search-params.ts';
import { SendForm } from '../../parts/send-form.tsx';
import { useRoleNames } from './add-user.tsx';

interface AddTeamProps {
  readonly account: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a team; what its roles give to whom is shown first. */
export function AddTeam({ account, opened, onClose }: AddTeamProps) {
  const { t } = useTranslation(['people', 'shell']);
  const names = useRoleNames(account);
  const [roles, setRoles] = useState<string[]>([]);
  const [edit, setEdit] = useState<Edit | null>(null);
  const review = async ({ name = '', description }: Readonly<Record<string, string>>): Promise<void> =>
    setEdit({
      path: resourcePath('accounts', account, 'teams', name),
      method: 'PUT',
      spec: { ...present({ description }), roles },
      version: null,
    });
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        title={t('addTeam')}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        <SendForm label={t('shell:act.next')} send={review} keepsValues>
          <Stack gap="sm">
            <TextInput name="name" label={t('team')} required maxLength={256} />
            <TextInput name="description" label={t('description')} />
            <MultiSelect label={t('roles')} data={[...names]} value={roles} onChange={setRoles} searchable />
          </Stack>
        </SendForm>
      </Drawer>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </>
  );
}
