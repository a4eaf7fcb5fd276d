import { Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Fingerprint, LifeBuoy, type LucideIcon, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { ImpactPreview } from '../../parts/plan/impact-preview.tsx';
import { SettingsForm } from '../../parts/settings/settings-form.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { SwitchSetting } from '../../parts/settings/switch-setting.tsx';

const route = getRouteApi('/security/$account');
const field = '/requireTwoFactor';

function Method({
  icon: Icon,
  name,
  hint,
}: {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly hint: string;
}) {
  return (
    <Group wrap="nowrap" align="flex-start" py="xs">
      <ThemeIcon variant="light" size={36}>
        <Icon size={18} aria-hidden />
      </ThemeIcon>
      <div>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      </div>
    </Group>
  );
}

/** One switch for everybody, and whom it hits. */
export function TwoFactorTab() {
  const { t } = useTranslation('security');
  const { account } = route.useParams();
  const may = useMay();
  return (
    <Stack gap="lg">
      <SettingsForm account={account} kind="security-policy" mayEdit={may('security/manage')}>
        {(draft, path) => (
          <SettingsGroup title={t('tabs.two-factor')}>
            <SwitchSetting
              draft={draft}
              field={field}
              label={t('twoFactor.label')}
              hint={t('twoFactor.hint')}
              words={[t('twoFactor.on'), t('twoFactor.off')]}
            />
            {draft.isChanged(field) ? (
              <ImpactPreview edit={{ path, method: 'PATCH', spec: draft.patch }} />
            ) : null}
          </SettingsGroup>
        )}
      </SettingsForm>
      <SettingsGroup title={t('twoFactor.methods')} lead={t('twoFactor.lost')}>
        <Method icon={Smartphone} name={t('twoFactor.method.app')} hint={t('twoFactor.method.appHint')} />
        <Method
          icon={Fingerprint}
          name={t('twoFactor.method.passkey')}
          hint={t('twoFactor.method.passkeyHint')}
        />
        <Method
          icon={LifeBuoy}
          name={t('twoFactor.method.recovery')}
          hint={t('twoFactor.method.recoveryHint')}
        />
      </SettingsGroup>
    </Stack>
  );
}
