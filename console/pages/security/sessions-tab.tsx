import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { ImpactPreview } from '../../parts/plan/impact-preview.tsx';
import { Amount } from '../../parts/settings/amount.tsx';
import { SettingRow } from '../../parts/settings/setting-row.tsx';
import { SettingsForm } from '../../parts/settings/settings-form.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { NetworksField } from './networks-field.tsx';

const route = getRouteApi('/security/$account');
const idle = '/session/idleMinutes';
const absolute = '/session/absoluteHours';
const networks = '/allowedNetworks';

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** How long a session lasts, and from where one may begin. */
export function SessionsTab() {
  const { t } = useTranslation('security');
  const { account } = route.useParams();
  const may = useMay();
  return (
    <SettingsForm account={account} kind="security-policy" mayEdit={may('security/manage')}>
      {(draft, path) => (
        <SettingsGroup title={t('tabs.sessions')}>
          <SettingRow draft={draft} field={idle} label={t('sessions.idle')} hint={t('sessions.idleHint')}>
            {(control) => (
              <Amount
                control={control}
                value={draft.value(idle)}
                min={1}
                max={1440}
                unit={t('sessions.minutes')}
                onChange={(value) => draft.set(idle, value)}
              />
            )}
          </SettingRow>
          <SettingRow
            draft={draft}
            field={absolute}
            label={t('sessions.absolute')}
            hint={t('sessions.absoluteHint')}
          >
            {(control) => (
              <Amount
                control={control}
                value={draft.value(absolute)}
                min={1}
                max={720}
                unit={t('sessions.hours')}
                onChange={(value) => draft.set(absolute, value)}
              />
            )}
          </SettingRow>
          <SettingRow
            draft={draft}
            field={networks}
            label={t('sessions.networks')}
            hint={t('sessions.networksHint')}
          >
            {(control) => (
              <NetworksField
                control={control}
                value={draft.value(networks)}
                onChange={(value) => draft.set(networks, value)}
              />
            )}
          </SettingRow>
          {draft.isChanged(networks) && !isEmpty(draft.value(networks)) ? (
            <ImpactPreview edit={{ path, method: 'PATCH', spec: draft.patch }} />
          ) : null}
        </SettingsGroup>
      )}
    </SettingsForm>
  );
}
