import { Button, FileButton, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SettingRow } from '../../parts/settings/setting-row.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { TextSetting } from '../../parts/settings/text-setting.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';
import { Certificates } from './certificates.tsx';
import type { StepProps } from './step-props.ts';

type Source = 'fields' | 'metadata' | 'url';

const provider = '/identityProvider';
const metadata = `${provider}/metadata`;

function sourceOf(draft: Draft): Source {
  if (draft.value(metadata) !== undefined) return 'metadata';
  return draft.value(`${provider}/metadataUrl`) === undefined ? 'fields' : 'url';
}

function MetadataText({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('security');
  const value = String(draft.value(metadata) ?? '');
  const change = (text: string): void =>
    text.trim() === '' ? draft.inherit(metadata) : draft.set(metadata, text);
  const isWrong = value !== '' && !value.trimStart().startsWith('<');
  return (
    <SettingRow draft={draft} field={metadata} label={t('sso.metadata')} hint={t('sso.metadataHint')}>
      {(control) => (
        <Stack gap="xs">
          <Textarea
            {...control}
            rows={8}
            value={value}
            {...(isWrong ? { error: t('sso.notXml') } : {})}
            onChange={({ currentTarget }) => change(currentTarget.value)}
          />
          <Group>
            <FileButton
              accept="application/xml,text/xml,.xml"
              onChange={(file) => void file?.text().then(change)}
            >
              {(props) => (
                <Button
                  {...props}
                  size="xs"
                  variant="default"
                  disabled={control.disabled}
                  leftSection={<FileUp size={14} aria-hidden />}
                >
                  {t('sso.chooseFile')}
                </Button>
              )}
            </FileButton>
          </Group>
        </Stack>
      )}
    </SettingRow>
  );
}

function Fields({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('security');
  return (
    <>
      <TextSetting
        draft={draft}
        field={`${provider}/entityId`}
        label={t('sso.entityId')}
        placeholder="https://idp.example/metadata"
      />
      <TextSetting
        draft={draft}
        field={`${provider}/loginUrl`}
        label={t('sso.loginUrl')}
        hint={t('sso.loginUrlHint')}
        placeholder="https://idp.example/sso"
      />
      <TextSetting
        draft={draft}
        field={`${provider}/logoutUrl`}
        label={t('sso.idpLogoutUrl')}
        hint={t('sso.idpLogoutUrlHint')}
      />
    </>
  );
}

/** Who vouches for the people: by metadata, or field by field; and by which certificates. */
export function ProviderStep({ draft, setUp }: StepProps) {
  const { t } = useTranslation('security');
  const [chosen, choose] = useState<Source>();
  const isNarrow = useMediaQuery('(max-width: 48em)') ?? false;
  const source = chosen ?? sourceOf(draft);
  return (
    <Stack gap="lg">
      <SettingsGroup title={t('sso.steps.provider')}>
        <SegmentedControl
          mt="md"
          orientation={isNarrow ? 'vertical' : 'horizontal'}
          aria-label={t('sso.source')}
          value={source}
          onChange={(next) => choose(next as Source)}
          data={(['metadata', 'url', 'fields'] as const).map((value) => ({
            value,
            label: t(`sso.sources.${value}`),
          }))}
        />
        {source === 'metadata' ? <MetadataText draft={draft} /> : null}
        {source === 'url' ? (
          <TextSetting
            draft={draft}
            field={`${provider}/metadataUrl`}
            label={t('sso.fromUrl')}
            hint={t('sso.fromUrlHint')}
            placeholder="https://idp.example/metadata"
          />
        ) : null}
        {source === 'fields' ? <Fields draft={draft} /> : null}
      </SettingsGroup>
      <Certificates draft={draft} setUp={setUp} />
    </Stack>
  );
}
