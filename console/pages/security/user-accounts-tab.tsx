import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { Amount } from '../../parts/settings/amount.tsx';
import { DaysOrNever } from '../../parts/settings/days-or-never.tsx';
import { SettingRow } from '../../parts/settings/setting-row.tsx';
import { SettingsForm } from '../../parts/settings/settings-form.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { SwitchSetting } from '../../parts/settings/switch-setting.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';

const route = getRouteApi('/security/$account');

function Days({
  draft,
  name,
  min,
  max,
}: {
  readonly draft: Draft;
  readonly name: 'maxInactivityDays' | 'passwordValidityDays';
  readonly min: number;
  readonly max: number;
}) {
  const { t } = useTranslation('security');
  const label = t(`policy.${name}`);
  return (
    <SettingRow draft={draft} field={`/${name}`} label={label} hint={t(`policy.${name}Hint`)}>
      {(control) => (
        <DaysOrNever
          control={control}
          label={label}
          value={draft.value(`/${name}`)}
          min={min}
          max={max}
          usual={90}
          onChange={(value) => draft.set(`/${name}`, value)}
        />
      )}
    </SettingRow>
  );
}

function Passwords({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('security');
  return (
    <SettingsGroup title={t('policy.passwords')}>
      <Days draft={draft} name="passwordValidityDays" min={1} max={3650} />
      <SettingRow
        draft={draft}
        field="/password/minLength"
        label={t('policy.minLength')}
        hint={t('policy.minLengthHint')}
      >
        {(control) => (
          <Amount
            control={control}
            value={draft.value('/password/minLength')}
            min={8}
            max={128}
            unit={t('policy.unit.characters')}
            onChange={(value) => draft.set('/password/minLength', value)}
          />
        )}
      </SettingRow>
      <SwitchSetting
        draft={draft}
        field="/password/refuseCommon"
        label={t('policy.refuseCommon')}
        hint={t('policy.refuseCommonHint')}
        words={[t('policy.on'), t('policy.off')]}
      />
      <SettingRow
        draft={draft}
        field="/password/history"
        label={t('policy.history')}
        hint={t('policy.historyHint')}
      >
        {(control) => (
          <Amount
            control={control}
            value={draft.value('/password/history')}
            min={0}
            max={24}
            unit={t('policy.unit.passwords')}
            onChange={(value) => draft.set('/password/history', value)}
          />
        )}
      </SettingRow>
    </SettingsGroup>
  );
}

/** Inactivity, locks and passwords. */
export function UserAccountsTab() {
  const { t } = useTranslation('security');
  const { account } = route.useParams();
  const may = useMay();
  return (
    <SettingsForm account={account} kind="security-policy" mayEdit={may('security/manage')}>
      {(draft) => (
        <>
          <SettingsGroup title={t('policy.access')}>
            <Days draft={draft} name="maxInactivityDays" min={15} max={365} />
            <SettingRow
              draft={draft}
              field="/maxLoginAttempts"
              label={t('policy.maxLoginAttempts')}
              hint={t('policy.maxLoginAttemptsHint')}
            >
              {(control) => (
                <Amount
                  control={control}
                  value={draft.value('/maxLoginAttempts')}
                  min={1}
                  max={100}
                  unit={t('policy.unit.attempts')}
                  onChange={(value) => draft.set('/maxLoginAttempts', value)}
                />
              )}
            </SettingRow>
          </SettingsGroup>
          <Passwords draft={draft} />
        </>
      )}
    </SettingsForm>
  );
}
