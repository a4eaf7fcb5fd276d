import { Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../parts/copy-button.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { TextSetting } from '../../parts/settings/text-setting.tsx';
import type { StepProps } from './step-props.ts';
import classes from './values-step.module.css';

function Value({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Code className={classes['value']}>{value}</Code>
        <CopyButton value={value} name={name} />
      </Group>
    </div>
  );
}

/** What the identity provider must know of us. */
export function ValuesStep({ draft, setUp }: StepProps) {
  const { t } = useTranslation('security');
  const { initiationUrl, acsUrl, metadataUrl, logoutUrl } = setUp;
  const entityId = draft.value('/spEntityId');
  return (
    <SettingsGroup title={t('sso.values')}>
      <TextSetting
        draft={draft}
        field="/initiationSlug"
        label={t('sso.slug')}
        hint={t('sso.slugHint')}
        placeholder="acme-emea"
      />
      <TextSetting
        draft={draft}
        field="/spEntityId"
        label={t('sso.spEntityId')}
        hint={t('sso.spEntityIdHint')}
      />
      {initiationUrl === null || acsUrl === null || metadataUrl === null ? (
        <Text size="sm" c="dimmed">
          {t('sso.valuesMissing')}
        </Text>
      ) : (
        <Stack gap="sm" className={classes['values']}>
          <Value name={t('sso.initiationUrl')} value={initiationUrl} />
          <Value name={t('sso.acsUrl')} value={acsUrl} />
          <Value name={t('sso.entityIdOurs')} value={typeof entityId === 'string' ? entityId : metadataUrl} />
          <Value name={t('sso.metadataUrl')} value={metadataUrl} />
          <Value name={t('sso.logoutUrl')} value={logoutUrl ?? ''} />
        </Stack>
      )}
    </SettingsGroup>
  );
}
