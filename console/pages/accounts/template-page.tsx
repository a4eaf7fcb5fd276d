import { Anchor, Badge, Breadcrumbs, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useMay } from '../../client/who.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Panel } from '../../parts/panel.tsx';
import { valueText } from '../../parts/plan/value-text.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { labelsOf, nameOf, type TemplateItem, useAllAccounts } from './account-item.ts';
import { matchesSelector } from './matches-selector.ts';
import { settingRows } from './setting-rows.ts';
import classes from './settings.module.css';
import { SelectorBadges } from './templates-page.tsx';

const route = getRouteApi('/accounts/templates/$name');

/** What the template sets, as settings that nobody else touches. */
function Sets({ template }: { readonly template: TemplateItem }) {
  const { t } = useTranslation('accounts');
  const { enforced = [], settings = {} } = template.spec;
  const value: Readonly<Record<string, unknown>> = { ...settings };
  const rows = settingRows({ ...template, effective: { value, from: {} } });
  const isEnforced = (field: string): boolean =>
    enforced.some((each) => field === each || field.startsWith(`${each}.`));
  return (
    <Panel title={t('templates.sets')}>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('settings.nothing')}
        </Text>
      ) : (
        <Table className={classes['table'] ?? ''} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('settings.field')}</Table.Th>
              <Table.Th>{t('settings.value')}</Table.Th>
              <Table.Th>{t('templates.enforced')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ pointer, field, value: set }) => (
              <Table.Tr key={pointer}>
                <Table.Th scope="row" className={classes['field'] ?? ''}>
                  <code>{field}</code>
                </Table.Th>
                <Table.Td className={classes['text'] ?? ''}>{valueText(set)}</Table.Td>
                <Table.Td>
                  {isEnforced(field) ? (
                    <Badge variant="light" color="orange">
                      {t('templates.isEnforced')}
                    </Badge>
                  ) : (
                    <Text size="sm" c="dimmed" span>
                      {t('templates.isDefault')}
                    </Text>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}

function Reach({ template }: { readonly template: TemplateItem }) {
  const { t } = useTranslation('accounts');
  const may = useMay();
  const accounts = useAllAccounts(may('accounts/read'));
  const reached = (accounts.data ?? []).filter((account) =>
    matchesSelector(template.spec.selector, labelsOf(account)),
  );
  return (
    <Panel title={t('templates.reaches', { count: reached.length })}>
      {accounts.error === null ? null : <ProblemAlert error={accounts.error} />}
      <Stack gap={4}>
        {reached.map((account) => (
          <Link key={nameOf(account)} to="/accounts/$account" params={{ account: nameOf(account) }}>
            {account.spec.displayName ?? nameOf(account)}
          </Link>
        ))}
      </Stack>
    </Panel>
  );
}

/** One template: whom it is for, what it sets, and where. */
export function TemplatePage() {
  const { t } = useTranslation('accounts');
  const { name } = route.useParams();
  const template = useQuery({
    queryKey: ['templates', name],
    queryFn: () => bodyOf(client.GET('/v1/settings-templates/{name}', { params: { path: { name } } })),
  });
  return (
    <PageFrame
      title={name}
      lead={
        <Breadcrumbs>
          <Anchor size="sm" renderRoot={(props) => <Link to="/accounts/templates" {...props} />}>
            {t('templates.title')}
          </Anchor>
          <Text size="sm">{name}</Text>
        </Breadcrumbs>
      }
    >
      {template.error === null ? null : (
        <ProblemAlert error={template.error} onRetry={() => void template.refetch()} />
      )}
      {template.data === undefined ? null : (
        <Stack gap="lg">
          <ManagedMark owners={template.data.owners} />
          <Panel
            title={t('templates.for')}
            lead={t('templates.orderIs', { order: template.data.spec.order ?? 0 })}
          >
            <SelectorBadges template={template.data} />
          </Panel>
          <Sets template={template.data} />
          <Reach template={template.data} />
        </Stack>
      )}
    </PageFrame>
  );
}
