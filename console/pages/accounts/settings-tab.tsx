import { Stack, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { FilterText } from '../../parts/filter-text.tsx';
import { present } from '../../parts/search-params.ts';
import { KindSettings } from './kind-settings.tsx';
import { settingsKinds } from './settings-kinds.ts';

const route = getRouteApi('/accounts/$account/');

/** All settings in force, by kind, each with where it comes from. */
export function SettingsTab() {
  const { t } = useTranslation('accounts');
  const { account } = route.useParams();
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const kinds = settingsKinds.filter(({ permission }) => may(permission));
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed" maw="80ch">
        {t('settings.lead')}
      </Text>
      <FilterText
        label={t('settings.search')}
        value={q}
        onChange={(next) => void navigate({ search: present({ q: next }), replace: true })}
      />
      {kinds.map(({ kind, read }) => (
        <KindSettings key={kind} kind={kind} account={account} read={read} q={q} />
      ))}
    </Stack>
  );
}
