import { Button, Drawer, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from './account-notifications.ts';
import type { Subscription } from './own-subscriptions.ts';

interface AddWebhookProps {
  readonly isOpen: boolean;
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onAdd: (webhook: Webhook) => void;
}

const events: readonly Subscription['event'][] = [
  'low-balance',
  'balance',
  'campaign',
  'seat-threshold',
  'user-locked',
  'certificate-expiry',
  'drift-found',
  'plan-waiting',
  'apply-failed',
  'unusual-sign-in',
  'emergency-sign-in',
];

const nameForm = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

function Form({ taken, onClose, onAdd }: Omit<AddWebhookProps, 'isOpen'>) {
  const { t } = useTranslation(['notifications', 'shell']);
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const isName = nameForm.test(name) && !taken.includes(name);
  const isUrl = /^https?:\/\//.test(url) && URL.canParse(url);
  return (
    <Stack>
      <TextInput
        data-autofocus
        label={t('notifications:webhooks.name')}
        description={t('notifications:webhooks.nameHint')}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        {...(name !== '' && !isName ? { error: t('notifications:webhooks.badName') } : {})}
      />
      <TextInput
        label={t('notifications:webhooks.url')}
        description={t('notifications:webhooks.urlHint')}
        value={url}
        onChange={({ currentTarget }) => setUrl(currentTarget.value)}
        {...(url.length > 8 && !isUrl ? { error: t('notifications:webhooks.badUrl') } : {})}
      />
      <MultiSelect
        label={t('notifications:webhooks.events')}
        data={events.map((event) => ({ value: event, label: t(`notifications:events.${event}`) }))}
        value={[...chosen]}
        onChange={setChosen}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shell:act.cancel')}
        </Button>
        <Button
          disabled={!isName || !isUrl || chosen.length === 0}
          onClick={() => onAdd({ name, url, events: chosen as readonly Subscription['event'][] })}
        >
          {t('shell:settings.review')}
        </Button>
      </Group>
    </Stack>
  );
}

/** A new webhook; what it does is shown before it is made. */
export function AddWebhook({ isOpen, ...form }: AddWebhookProps) {
  const { t } = useTranslation(['notifications', 'shell']);
  return (
    <Drawer
      opened={isOpen}
      onClose={form.onClose}
      position="right"
      title={t('notifications:webhooks.add')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {isOpen ? <Form {...form} /> : null}
    </Drawer>
  );
}
