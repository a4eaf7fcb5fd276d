import { Drawer, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissions as everyPermission } from '../../../schemas/predefined-roles.ts';
import { bodyOf, client } from '../../client/client.ts';
import { useMay } from '../../client/who.ts';
import { present } from '../../parts/search-params.ts';
import { SendForm } from '../../parts/send-form.tsx';
import { useMachines } from './machines.ts';
import { NewKey } from './new-key.tsx';

interface MakeKeyProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const listOf = (text: string | undefined): readonly string[] => (text ?? '').split(/[\s,]+/).filter(Boolean);
/** The end of a day where the person is. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

/** Makes a key, and shows it once: closing the drawer forgets it. */
export function MakeKey({ opened, onClose }: MakeKeyProps) {
  const { t } = useTranslation(['keys', 'shell']);
  const queries = useQueryClient();
  const may = useMay();
  const machines = useMachines();
  const [permissions, setPermissions] = useState<string[]>([]);
  const [machine, setMachine] = useState<string | null>(null);
  const [made, setMade] = useState<string>();
  const close = (): void => {
    setMade(undefined);
    setPermissions([]);
    setMachine(null);
    onClose();
  };
  const send = async ({ name = '', expires = '', networks }: Readonly<Record<string, string>>) => {
    const [account, serviceAccount] = machine?.split('/') ?? [];
    const allowedNetworks = listOf(networks);
    const { key } = await bodyOf(
      client.POST('/v1/api-keys', {
        body: {
          name,
          ...(permissions.length === 0 ? {} : { permissions }),
          ...(allowedNetworks.length === 0 ? {} : { allowedNetworks: [...allowedNetworks] }),
          ...present({ expiresAt: expires === '' ? undefined : endOf(expires), account, serviceAccount }),
        },
      }),
    );
    setMade(key);
    await queries.invalidateQueries({ queryKey: ['api keys'] });
  };
  return (
    <Drawer
      opened={opened}
      onClose={close}
      position="right"
      title={t(made === undefined ? 'make' : 'made')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {made === undefined ? (
        <SendForm label={t('make')} send={send}>
          <Stack gap="sm">
            <TextInput name="name" label={t('name')} required maxLength={128} data-autofocus />
            {machines.length === 0 ? null : (
              <Select
                label={t('ofWhom')}
                placeholder={t('mine')}
                data={machines.map(({ account, name }) => ({
                  value: `${account}/${name}`,
                  label: t('ofMachine', { name: `${name} (${account})` }),
                }))}
                value={machine}
                onChange={setMachine}
                clearable
                searchable
              />
            )}
            <MultiSelect
              label={t('permissions')}
              description={t('permissionsHint')}
              data={everyPermission.filter((permission) => may(permission))}
              value={permissions}
              onChange={setPermissions}
              searchable
            />
            <TextInput name="expires" type="date" label={t('expires')} description={t('expiresHint')} />
            <TextInput name="networks" label={t('networks')} description={t('networksHint')} />
          </Stack>
        </SendForm>
      ) : (
        <NewKey apiKey={made} onKept={close} />
      )}
    </Drawer>
  );
}
