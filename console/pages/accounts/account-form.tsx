import { Alert, Button, Group, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWho } from '../../client/who.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { type AccountItem, isEnabled, type Labels, labelsOf, nameOf } from './account-item.ts';

export interface AccountValues {
  readonly name: string;
  readonly displayName: string;
  readonly labels: Labels;
  readonly enabled: boolean;
}

interface AccountFormProps {
  /** undefined: a new one. */
  readonly item: AccountItem | undefined;
  readonly onCancel: () => void;
  readonly onReview: (values: AccountValues) => void;
}

/** `region=emea` as a label; without a sign, its value is empty. */
function labelOf(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  return at === -1 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Names, labels, and whether people can sign in. */
export function AccountForm({ item, onCancel, onReview }: AccountFormProps) {
  const { t } = useTranslation(['accounts', 'shell']);
  const { organisation } = useWho();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState(item?.spec.displayName ?? '');
  const [labels, setLabels] = useState(
    Object.entries(item === undefined ? {} : labelsOf(item)).map(([key, value]) => `${key}=${value}`),
  );
  const [enabled, setEnabled] = useState(item === undefined || isEnabled(item));
  const isMainAccount = item !== undefined && nameOf(item) === organisation;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onReview({
      name: name.trim(),
      displayName: displayName.trim(),
      labels: Object.fromEntries(labels.map(labelOf)),
      enabled,
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <ManagedMark owners={item?.owners ?? []} />
        {item === undefined ? (
          <TextInput
            label={t('name')}
            description={t('nameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
            maxLength={63}
            required
          />
        ) : null}
        <TextInput
          label={t('displayName')}
          description={t('displayNameHint')}
          value={displayName}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <TagsInput
          label={t('labels')}
          description={t('labelsHint')}
          value={labels}
          onChange={setLabels}
          splitChars={[',', ' ']}
        />
        <Switch
          label={t('mayEnabled')}
          description={isMainAccount ? t('mainStays') : t('enabledHint')}
          checked={enabled}
          disabled={isMainAccount}
          onChange={(event) => setEnabled(event.currentTarget.checked)}
        />
        {enabled ? null : (
          <Alert color="yellow" variant="light">
            {t('disablingHint')}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('shell:act.cancel')}
          </Button>
          <Button type="submit" disabled={item === undefined && name.trim() === ''}>
            {t('shell:act.next')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
