import { Badge, Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { useFormats } from '../../parts/formats.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { TextSetting } from '../../parts/settings/text-setting.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';
import classes from './host-name.module.css';

const field = '/hostname';

const read = (account: string) =>
  bodyOf(client.GET('/v1/accounts/{account}/customization/hostname', { params: { path: { account } } }));

type Host = Awaited<ReturnType<typeof read>>;

const colours = { found: 'teal', missing: 'orange', differs: 'red', unreachable: 'gray' } as const;

function RecordLine({ type, name, value, state, found }: Host['records'][number]) {
  const { t } = useTranslation('customization');
  const line = (label: string, text: string) => (
    <Group gap="xs" wrap="nowrap">
      <Text size="xs" c="dimmed" w={48}>
        {label}
      </Text>
      <Code className={classes['value']}>{text}</Code>
      <CopyButton value={text} name={`${type} ${label}`} />
    </Group>
  );
  return (
    <li className={classes['record']}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          {type}
        </Text>
        <Badge color={colours[state]} variant="light">
          {t(`hostname.states.${state}`)}
        </Badge>
      </Group>
      {line(t('hostname.name'), name)}
      {line(t('hostname.value'), value)}
      {state === 'differs' ? (
        <Text size="xs" c="dimmed" className={classes['value']}>
          {t('hostname.instead', { values: found.join(', ') })}
        </Text>
      ) : null}
    </li>
  );
}

function Records({
  host,
  onCheck,
  isChecking,
}: {
  readonly host: Host;
  readonly onCheck: () => void;
  readonly isChecking: boolean;
}) {
  const { t } = useTranslation('customization');
  const { time } = useFormats();
  const { proven, records, checkedAt } = host;
  return (
    <Stack gap="sm" className={classes['records']}>
      <Group justify="space-between">
        <Title order={3} size="h5">
          {t('hostname.records')}
        </Title>
        <Badge color={proven ? 'teal' : 'orange'} variant="light" role="status">
          {t(proven ? 'hostname.proven' : 'hostname.open')}
        </Badge>
      </Group>
      <Text size="sm" c="dimmed">
        {t('hostname.recordsHint')}
      </Text>
      <ul className={classes['list']}>
        {records.map((record) => (
          <RecordLine key={record.purpose} {...record} />
        ))}
      </ul>
      <Group>
        <Button
          size="xs"
          variant="default"
          loading={isChecking}
          leftSection={<RefreshCw size={14} aria-hidden />}
          onClick={onCheck}
        >
          {t('hostname.check')}
        </Button>
        <Text size="xs" c="dimmed">
          {t('hostname.checked', { when: time(checkedAt) })}
        </Text>
      </Group>
    </Stack>
  );
}

/** A host name of one's own: what to create in DNS, and whether it is there. */
export function HostName({ draft, account }: { readonly draft: Draft; readonly account: string }) {
  const { t } = useTranslation('customization');
  const host = useQuery({ queryKey: ['host name', account], queryFn: () => read(account) });
  return (
    <SettingsGroup title={t('hostname.title')}>
      <TextSetting
        draft={draft}
        field={field}
        label={t('hostname.label')}
        hint={t('hostname.hint')}
        placeholder="portal.acme.example"
        parse={(text) => text.toLowerCase()}
      />
      {draft.isChanged(field) ? (
        <Text size="sm" c="dimmed">
          {t('hostname.unsaved')}
        </Text>
      ) : null}
      {host.error === null ? null : <ProblemAlert error={host.error} />}
      {host.data === undefined || host.data.hostname === null || draft.isChanged(field) ? null : (
        <Records host={host.data} onCheck={() => void host.refetch()} isChecking={host.isFetching} />
      )}
    </SettingsGroup>
  );
}
