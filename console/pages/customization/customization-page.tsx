import { Anchor } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay, useWho } from '../../client/who.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { SettingsForm } from '../../parts/settings/settings-form.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { SwitchSetting } from '../../parts/settings/switch-setting.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';
import { HostName } from './host-name.tsx';
import { Logo } from './logo.tsx';
import { Look } from './look.tsx';

const route = getRouteApi('/customization/$account');

function LoginPage({ draft, account }: { readonly draft: Draft; readonly account: string }) {
  const { t } = useTranslation('customization');
  const { organisation } = useWho();
  const address = `/login/${encodeURIComponent(organisation)}/${encodeURIComponent(account)}`;
  return (
    <SettingsGroup title={t('loginPage.title')}>
      <SwitchSetting
        draft={draft}
        field="/customLoginPage"
        label={t('loginPage.label')}
        hint={t('loginPage.hint')}
      />
      <Anchor href={address} target="_blank" rel="noopener" size="sm">
        {t('loginPage.preview')} <ExternalLink size={14} aria-hidden />
      </Anchor>
    </SettingsGroup>
  );
}

/** How an account looks, and where it is found. */
export function CustomizationPage() {
  const { t } = useTranslation('customization');
  const { account } = route.useParams();
  const navigate = useNavigate();
  const may = useMay();
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      acts={
        <AccountSelect
          value={account}
          onChange={(next) => void navigate({ to: '/customization/$account', params: { account: next } })}
        />
      }
    >
      <SettingsForm account={account} kind="customization" mayEdit={may('customization/manage')}>
        {(draft) => (
          <>
            <Look draft={draft} />
            <Logo draft={draft} />
            <LoginPage draft={draft} account={account} />
            <HostName draft={draft} account={account} />
          </>
        )}
      </SettingsForm>
    </PageFrame>
  );
}
