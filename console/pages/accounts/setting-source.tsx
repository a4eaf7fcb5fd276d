import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import type { SettingRow } from './setting-rows.ts';

/** Where a setting comes from: the platform, a template, a manifest with its line, or somebody's hand. */
export function SettingSource({ origin }: Pick<SettingRow, 'origin'>) {
  const { t } = useTranslation('accounts');
  if (origin.from === 'manifest') return <ManagedMark owners={[origin.owner]} />;
  if (origin.from === 'template')
    return (
      <Link to="/accounts/templates/$name" params={{ name: origin.name }}>
        {t(origin.overrides ? 'source.enforced' : 'source.template', { name: origin.name })}
      </Link>
    );
  return (
    <Text size="sm" {...(origin.from === 'platform' ? { c: 'dimmed' } : {})} span>
      {t(origin.from === 'platform' ? 'source.platform' : 'source.hand')}
    </Text>
  );
}
