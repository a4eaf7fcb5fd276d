import { Checkbox, Drawer, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useWho } from '../../client/who.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { present } from '../../parts/search-params.ts';
import { SendForm } from '../../parts/send-form.tsx';
import { useRoleNames } from './named-resources.ts';

interface AddUserProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Makes a user, and invites him if wanted; what that does is shown first. */
export function AddUser({ opened, onClose }: AddUserProps) {
  const { t } = useTranslation(['people', 'shell']);
  const { account: own, organisation } = useWho();
  const [account, setAccount] = useState(own ?? organisation);
  const [roles, setRoles] = useState<string[]>([]);
  const [edit, setEdit] = useState<Edit | null>(null);
  const names = useRoleNames(account);
  const review = async (values: Readonly<Record<string, string>>): Promise<void> => {
    const { username = '', email, firstName, lastName, invitation } = values;
    const spec = {
      ...present({ email, firstName, lastName }),
      roles,
      invitation: invitation === 'on' ? 'email' : 'none',
    };
    setEdit({
      path: resourcePath('accounts', account, 'users', username),
      method: 'PUT',
      spec,
      version: null,
    });
  };
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        title={t('add')}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        <SendForm label={t('shell:act.next')} send={review} keepsValues>
          <Stack gap="sm">
            <AccountSelect value={account} onChange={setAccount} />
            <TextInput
              name="username"
              label={t('username')}
              description={t('usernameHint')}
              required
              maxLength={256}
            />
            <TextInput name="email" type="email" label={t('email')} required />
            <TextInput name="firstName" label={t('firstName')} />
            <TextInput name="lastName" label={t('lastName')} />
            <MultiSelect label={t('roles')} data={[...names]} value={roles} onChange={setRoles} searchable />
            <Checkbox name="invitation" label={t('invite')} defaultChecked />
          </Stack>
        </SendForm>
      </Drawer>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </>
  );
}
