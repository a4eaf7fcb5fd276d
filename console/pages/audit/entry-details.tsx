import { Code, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FieldChange } from '../../../schemas/contract/plan.ts';
import { useFormats } from '../../parts/formats.ts';
import { FieldChanges } from '../../parts/plan/field-changes.tsx';
import type { AuditEntry } from './audit-page.tsx';
import { exactFilters } from './audit-search.ts';

function fieldsOf({ detail }: AuditEntry): readonly FieldChange[] {
  const fields = detail?.['fields'];
  return Array.isArray(fields) ? (fields as FieldChange[]) : [];
}

/** What the entry says, by the names under which the log can be filtered by it. */
function filterable(entry: AuditEntry): Readonly<Partial<Record<(typeof exactFilters)[number], string>>> {
  const { actor, item, action, account, address, plan } = entry;
  return {
    user: actor.name,
    item,
    action,
    ...(account ? { account } : {}),
    ...(address ? { address } : {}),
    ...(plan ? { plan } : {}),
  };
}

function Facts({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const values = filterable(entry);
  const plain = {
    ip: entry.ip,
    requestId: entry.requestId,
    commit: entry.commit,
    file: entry.file && `${entry.file}:${entry.line}`,
  };
  return (
    <Table variant="vertical" layout="fixed">
      <Table.Tbody>
        {exactFilters.map((name) =>
          values[name] === undefined ? null : (
            <Table.Tr key={name}>
              <Table.Th w={150}>{t(`filters.${name}`)}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Link to="/audit" search={{ [name]: values[name] }}>
                  {values[name]}
                </Link>
              </Table.Td>
            </Table.Tr>
          ),
        )}
        {Object.entries(plain).map(([name, value]) =>
          !value ? null : (
            <Table.Tr key={name}>
              <Table.Th>{t(`facts.${name as keyof typeof plain}`)}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ),
        )}
      </Table.Tbody>
    </Table>
  );
}

/** An entry: first as a sentence, then what differs, then what one can look further by, then the record itself. */
export function EntryDetails({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('audit');
  const { time } = useFormats();
  const fields = fieldsOf(entry);
  const { actor, at, ip, description, status } = entry;
  return (
    <Stack gap="lg">
      <Text size="lg">
        {t(ip ? 'sentenceFrom' : 'sentence', {
          who: actor.name,
          what: description,
          when: time(at),
          ip: ip ?? '',
        })}{' '}
        <Text span c={status === 'success' ? 'teal' : 'red'} fw={600}>
          {t(status)}
        </Text>
      </Text>
      {fields.length === 0 ? null : (
        <div>
          <Title order={3} size="h5" mb="xs">
            {t('fields')}
          </Title>
          <FieldChanges fields={fields} />
        </div>
      )}
      <Facts entry={entry} />
      <div>
        <Title order={3} size="h5" mb="xs">
          {t('record')}
        </Title>
        <Code block tabIndex={0} style={{ overflow: 'auto' }}>
          {JSON.stringify(entry, null, 2)}
        </Code>
      </div>
    </Stack>
  );
}
