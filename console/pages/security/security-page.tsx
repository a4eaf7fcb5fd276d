import { Tabs } from '@mantine/core';
import { getRouteApi, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { type SecurityTab, securityTabs } from './security-tabs.ts';

const route = getRouteApi('/security/$account');

function useTab(): SecurityTab {
  const { pathname } = useLocation();
  return securityTabs.find(({ name }) => pathname.endsWith(`/${name}`))?.name ?? 'single-sign-on';
}

/** How people of an account sign in. */
export function SecurityPage() {
  const { t } = useTranslation('security');
  const { account } = route.useParams();
  const navigate = useNavigate();
  const may = useMay();
  const tab = useTab();
  const permission = securityTabs.find(({ name }) => name === tab)?.permission ?? 'security/read';
  const go = (to: { readonly account?: string; readonly tab?: SecurityTab }): void =>
    void navigate({
      to: `/security/$account/${to.tab ?? tab}`,
      params: { account: to.account ?? account },
    });
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      acts={<AccountSelect value={account} onChange={(next) => go({ account: next })} />}
    >
      <Tabs
        value={tab}
        onChange={(next) => (next === null ? undefined : go({ tab: next as SecurityTab }))}
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Tabs.List aria-label={t('tabs.label')} mb="lg">
          {securityTabs.map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab}>
          {may(permission) ? (
            <Outlet />
          ) : (
            <EmptyNote title={t('noRight')} hint={t('noRightHint', { permission })} />
          )}
        </Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}
