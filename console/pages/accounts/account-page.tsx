import { Anchor, Breadcrumbs, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useIsMain, useMay } from '../../client/who.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { type AccountItem, labelsOf } from './account-item.ts';
import { AccountLabels } from './account-labels.tsx';
import { AccountState } from './account-state.tsx';

const AccountDrawer = onDemand(
  async () => (await import('./account-drawer.tsx')).AccountDrawer,
  ({ account }) => account !== null,
);

const route = getRouteApi('/accounts/$account');

const tabs = [
  { name: 'settings', to: '/accounts/$account' },
  { name: 'users', to: '/accounts/$account/users', permission: 'users/read' },
  { name: 'teams', to: '/accounts/$account/teams', permission: 'teams/read' },
  { name: 'notifications', to: '/accounts/$account/notifications', permission: 'notifications/read' },
] as const;

function Acts({ account, onEdit }: { readonly account: string; readonly onEdit: (() => void) | undefined }) {
  const { t } = useTranslation('accounts');
  const may = useMay();
  const navigate = useNavigate();
  return (
    <>
      {may('security/read') ? (
        <Button
          variant="default"
          onClick={() => void navigate({ to: '/security/$account', params: { account } })}
        >
          {t('security')}
        </Button>
      ) : null}
      {may('customization/read') ? (
        <Button
          variant="default"
          onClick={() => void navigate({ to: '/customization/$account', params: { account } })}
        >
          {t('customization')}
        </Button>
      ) : null}
      {onEdit === undefined ? null : (
        <Button leftSection={<Pencil size={16} aria-hidden />} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
    </>
  );
}

function Facts({ item }: { readonly item: AccountItem | undefined }) {
  const { t } = useTranslation('accounts');
  const { account } = route.useParams();
  return (
    <Stack gap="xs">
      <Breadcrumbs>
        <Anchor size="sm" renderRoot={(props) => <Link to="/accounts" {...props} />}>
          {t('title')}
        </Anchor>
        <Text size="sm">{account}</Text>
      </Breadcrumbs>
      {item === undefined ? null : (
        <Group gap="xs">
          <AccountState account={item} />
          <AccountLabels labels={labelsOf(item)} />
          <ManagedMark owners={item.owners} />
        </Group>
      )}
    </Stack>
  );
}

/** One account: what is in force in it and where that comes from, its people, and who is told of what. */
export function AccountPage() {
  const { t } = useTranslation('accounts');
  const { account } = route.useParams();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const may = useMay();
  const isMain = useIsMain();
  const [isEditing, setIsEditing] = useState(false);
  const query = useQuery({
    queryKey: ['accounts', account],
    queryFn: () => bodyOf(client.GET('/v1/accounts/{name}', { params: { path: { name: account } } })),
  });
  const shown = tabs.filter((each) => !('permission' in each) || may(each.permission));
  const tab = shown.find(({ name }) => pathname.endsWith(`/${name}`))?.name ?? 'settings';
  const mayEdit = may('accounts/manage') && isMain && query.data !== undefined;
  return (
    <PageFrame
      title={query.data?.spec.displayName ?? account}
      lead={<Facts item={query.data} />}
      acts={<Acts account={account} onEdit={mayEdit ? () => setIsEditing(true) : undefined} />}
    >
      {query.error === null ? (
        <Tabs
          value={tab}
          onChange={(next) => {
            const to = tabs.find(({ name }) => name === next)?.to;
            if (to !== undefined) void navigate({ to, params: { account } });
          }}
          keepMounted={false}
          activateTabWithKeyboard={false}
        >
          <Tabs.List aria-label={t('tabs.label')} mb="md">
            {shown.map(({ name }) => (
              <Tabs.Tab key={name} value={name}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value={tab}>
            <Outlet />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      )}
      <AccountDrawer
        account={isEditing && query.data !== undefined ? query.data : null}
        onClose={() => setIsEditing(false)}
      />
    </PageFrame>
  );
}
