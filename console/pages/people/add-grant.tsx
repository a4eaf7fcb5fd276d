import { Drawer, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { present } from '../../parts/search-params.ts';
import { SendForm } from '../../parts/send-form.tsx';

interface AddGrantProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly nameLabel: string;
  /** Where it is made, without its name: `['accounts', 'emea', 'teams']`. */
  readonly collection: readonly string[];
  /** What it gives: the field of its spec, and all there is to choose from. */
  readonly gives: { readonly field: string; readonly label: string; readonly choices: readonly string[] };
}

/** Makes what gives people something, a role or a team; whom it hits is shown first. */
export function AddGrant({ opened, onClose, title, nameLabel, collection, gives }: AddGrantProps) {
  const { t } = useTranslation(['people', 'shell']);
  const [given, setGiven] = useState<string[]>([]);
  const [edit, setEdit] = useState<Edit | null>(null);
  const review = async ({ name = '', description }: Readonly<Record<string, string>>): Promise<void> =>
    setEdit({
      path: resourcePath(...collection, name),
      method: 'PUT',
      spec: { ...present({ description }), [gives.field]: given },
      version: null,
    });
  return (
    <>
      <Drawer
        opened={opened}
        onClose={onClose}
        position="right"
        title={title}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        <SendForm label={t('shell:act.next')} send={review} keepsValues>
          <Stack gap="sm">
            <TextInput name="name" label={nameLabel} required maxLength={256} />
            <TextInput name="description" label={t('description')} />
            <MultiSelect
              label={gives.label}
              data={[...gives.choices]}
              value={given}
              onChange={setGiven}
              searchable
            />
          </Stack>
        </SendForm>
      </Drawer>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </>
  );
}
