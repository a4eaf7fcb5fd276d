import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ImpactPreview } from '../../parts/plan/impact-preview.tsx';
import { Choice } from '../../parts/settings/choice.tsx';
import { ListSetting } from '../../parts/settings/list-setting.tsx';
import { SettingRow } from '../../parts/settings/setting-row.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import type { StepProps } from './step-props.ts';

const field = '/mode';
const modes = ['off', 'optional', 'required'] as const;

/** Who must use it, who need not, and whom that hits. */
export function RequireStep({ draft, path, setUp }: StepProps) {
  const { t } = useTranslation('security');
  const { usableEmergencyUsers: usable } = setUp;
  const named = draft.value('/emergencyUsers');
  const hasNames = Array.isArray(named) && named.length > 0 && !draft.isChanged('/emergencyUsers');
  return (
    <SettingsGroup title={t('sso.steps.require')}>
      <SettingRow draft={draft} field={field} label={t('sso.modeLabel')}>
        {(control) => (
          <Choice
            control={control}
            label={t('sso.modeLabel')}
            value={String(draft.value(field) ?? 'off')}
            options={modes.map((mode) => ({
              value: mode,
              label: t(`sso.mode.${mode}`),
              description: t(`sso.modeHint.${mode}`),
            }))}
            onChange={(mode) => draft.set(field, mode)}
          />
        )}
      </SettingRow>
      <ListSetting
        draft={draft}
        field="/emergencyUsers"
        label={t('sso.emergencyUsers')}
        hint={t('sso.emergencyUsersHint')}
        placeholder={t('sso.addName')}
      />
      {hasNames ? (
        <Text size="sm" c={usable.length === 0 ? 'var(--mantine-color-error)' : 'dimmed'} pb="md">
          {usable.length === 0 ? t('sso.unusable') : t('sso.usable', { names: usable.join(', ') })}
        </Text>
      ) : null}
      {draft.count === 0 ? null : <ImpactPreview edit={{ path, method: 'PATCH', spec: draft.patch }} />}
    </SettingsGroup>
  );
}
