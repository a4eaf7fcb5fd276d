import { Drawer, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissions as everyPermission } from '../../../schemas/predefined-roles.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { present } from '../../parts/search-params.ts';
import { SendForm } from '../../parts/send-form.tsx';

interface AddRoleProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a role of the organisation. Nobody gives a permission that he lacks himself: the server holds that. */
export function AddRole({ opened, onClose }: AddRoleProps) {
  const { t } = useTranslation(['people', 'shell']);
  const [permissions, setPermissions] = useState<string[]>([]);
  const [edit, setEdit] = useState<Edit | null>(null);
  const review = async ({ name = '', description }: Readonly<Record<string, string>>): Promise<void> =>
    setEdit({
      path: resourcePath('roles', name),
      method: 'PUT',
      spec: { ...present({ description }), permissions },
      version: null,
    });
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        title={t('addRole')}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        <SendForm label={t('shell:act.next')} send={review} keepsValues>
          <Stack gap="sm">
            <TextInput name="name" label={t('role')} required maxLength={256} />
            <TextInput name="description" label={t('description')} />
            <MultiSelect
              label={t('permissions')}
              data={[...everyPermission]}
              value={permissions}
              onChange={setPermissions}
              searchable
            />
          </Stack>
        </SendForm>
      </Drawer>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </>
  );
}
