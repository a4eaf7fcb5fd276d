import { Code, Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Late } from '../../parts/late.tsx';
import { Panel } from '../../parts/panel.tsx';
import { valueText } from '../../parts/plan/value-text.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import type { SettingsItem } from '../../parts/settings/settings-item.ts';
import { type SettingRow, settingRows } from './setting-rows.ts';
import { SettingSource } from './setting-source.tsx';
import classes from './settings.module.css';

interface KindSettingsProps {
  readonly kind: 'SecurityPolicy' | 'SingleSignOn' | 'Seats' | 'Notifications' | 'Customization';
  readonly account: string;
  readonly read: (account: string) => Promise<SettingsItem>;
  readonly q: string | undefined;
}

function Value({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('shell');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  const text = valueText(value);
  if (text === '' || text === '{}')
    return (
      <Text size="sm" c="dimmed" span>
        {t('none')}
      </Text>
    );
  return text.includes('\n') || text.startsWith('[') ? (
    <Code block className={classes['block'] ?? ''} tabIndex={0}>
      {typeof value === 'string' ? text : JSON.stringify(value, null, 2)}
    </Code>
  ) : (
    <span className={classes['text']}>{text}</span>
  );
}

function Row({ row }: { readonly row: SettingRow }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes['field'] ?? ''}>
        <code>{row.field}</code>
      </Table.Th>
      <Table.Td>
        <Value value={row.value} />
      </Table.Td>
      <Table.Td>
        <SettingSource origin={row.origin} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What is in force of one kind of settings. */
export function KindSettings({ kind, account, read, q }: KindSettingsProps) {
  const { t } = useTranslation('accounts');
  const item = useQuery({ queryKey: ['settings', kind, account], queryFn: () => read(account) });
  const rows = item.data === undefined ? [] : settingRows(item.data);
  const words = q?.toLowerCase();
  const shown = rows.filter(
    ({ field, value }) =>
      words === undefined ||
      `${field} ${valueText(value)} ${t(`kinds.${kind}`)}`.toLowerCase().includes(words),
  );
  if (item.data !== undefined && shown.length === 0 && words !== undefined) return null;
  return (
    <Panel title={t(`kinds.${kind}`)}>
      {item.error === null ? null : <ProblemAlert error={item.error} onRetry={() => void item.refetch()} />}
      {item.isPending ? (
        <Late>
          <Skeleton height={120} />
        </Late>
      ) : null}
      {item.data === undefined ? null : shown.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('settings.nothing')}
        </Text>
      ) : (
        <Table className={classes['table'] ?? ''} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('settings.field')}</Table.Th>
              <Table.Th>{t('settings.value')}</Table.Th>
              <Table.Th>{t('settings.source')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <Row key={row.pointer} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
