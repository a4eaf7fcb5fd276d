import { Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EffectiveChange } from '../../../schemas/contract/plan.ts';
import { fieldName, valueText } from '../../parts/plan/value-text.ts';

function Value({ value, from }: { readonly value: unknown; readonly from: string }) {
  const { t } = useTranslation(['changes', 'shell']);
  return (
    <>
      <Text size="sm">{value === undefined ? t('shell:unset') : valueText(value)}</Text>
      <Text size="xs" c="dimmed">
        {from === 'platform' ? t('platform') : from}
      </Text>
    </>
  );
}

/** What accounts end up with that they did not have before, and where it comes from. */
export function EffectiveChanges({ changes }: { readonly changes: readonly EffectiveChange[] }) {
  const { t } = useTranslation(['changes', 'shell']);
  if (changes.length === 0) return null;
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {t('effective')}
      </Title>
      <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('setting')}</Table.Th>
              <Table.Th>{t('shell:impact.before')}</Table.Th>
              <Table.Th>{t('shell:impact.after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ account, kind, path, before, after, beforeFrom, afterFrom }) => (
              <Table.Tr key={`${account} ${kind} ${path}`}>
                <Table.Td>
                  <Text size="sm">{fieldName({ path })}</Text>
                  <Text size="xs" c="dimmed">
                    {kind} · {account}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Value value={before} from={beforeFrom} />
                </Table.Td>
                <Table.Td>
                  <Value value={after} from={afterFrom} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  );
}
