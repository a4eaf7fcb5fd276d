import { Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../parts/settings/choice.tsx';
import { SettingRow } from '../../parts/settings/setting-row.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { TextSetting } from '../../parts/settings/text-setting.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';
import { contrastWithWhite, isColour } from './contrast.ts';
import classes from './look.module.css';
import { Preview } from './preview.tsx';

const colourField = '/theme/primaryColor';
const modeField = '/theme/mode';
const modes = ['light', 'dark', 'system'] as const;
const enough = 4.5;

function Contrast({ colour }: { readonly colour: string }) {
  const { t, i18n } = useTranslation('customization');
  const ratio = contrastWithWhite(colour);
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  return (
    <Text size="sm" role="status" c={ratio < enough ? 'var(--mantine-color-error)' : 'dimmed'}>
      {t('look.contrast', { ratio: format.format(ratio) })}. {t(ratio < enough ? 'look.poor' : 'look.good')}
    </Text>
  );
}

function Colour({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('customization');
  const colour = String(draft.value(colourField) ?? '');
  const [text, setText] = useState<string>();
  const change = (next: string): void => {
    setText(isColour(next) ? undefined : next);
    if (isColour(next)) draft.set(colourField, next.toLowerCase());
  };
  return (
    <SettingRow draft={draft} field={colourField} label={t('look.color')} hint={t('look.colorHint')}>
      {(control) => (
        <>
          <Group gap="xs" align="flex-start">
            <TextInput
              {...control}
              value={text ?? colour}
              onChange={({ currentTarget }) => change(currentTarget.value)}
              {...(text === undefined ? {} : { error: t('look.badColor') })}
              w={170}
            />
            <input
              type="color"
              className={classes['picker']}
              aria-label={t('look.pick')}
              value={isColour(colour) ? colour : '#000000'}
              disabled={control.disabled}
              onChange={({ currentTarget }) => change(currentTarget.value)}
            />
          </Group>
          {isColour(colour) ? <Contrast colour={colour} /> : null}
        </>
      )}
    </SettingRow>
  );
}

/** Theme and language, with how they look. */
export function Look({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('customization');
  return (
    <SettingsGroup title={t('look.title')}>
      <SettingRow draft={draft} field={modeField} label={t('look.mode')} hint={t('look.modeHint')}>
        {(control) => (
          <Choice
            control={control}
            label={t('look.mode')}
            value={String(draft.value(modeField) ?? 'system')}
            options={modes.map((mode) => ({ value: mode, label: t(`look.modes.${mode}`) }))}
            onChange={(mode) => draft.set(modeField, mode)}
          />
        )}
      </SettingRow>
      <Colour draft={draft} />
      <TextSetting draft={draft} field="/language" label={t('look.language')} hint={t('look.languageHint')} />
      <Preview draft={draft} />
    </SettingsGroup>
  );
}
