import { Anchor, Badge, Breadcrumbs, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { useFormats } from '../../parts/formats.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { labelsOf, nameOf, type TemplateItem, useAllAccounts } from './account-item.ts';
import { matchesSelector, selectorTexts } from './matches-selector.ts';

/** Whom a template is for. */
export function SelectorBadges({ template }: { readonly template: Pick<TemplateItem, 'spec'> }) {
  const { t } = useTranslation('accounts');
  const texts = selectorTexts(template.spec.selector);
  return (
    <Group gap={4}>
      {texts.length === 0 ? <Text size="sm">{t('templates.everyAccount')}</Text> : null}
      {texts.map((text) => (
        <Badge key={text} variant="outline" color="gray" fw={500}>
          {text}
        </Badge>
      ))}
    </Group>
  );
}

function useColumns(): readonly Column<TemplateItem>[] {
  const { t } = useTranslation('accounts');
  const { number } = useFormats();
  const may = useMay();
  const accounts = useAllAccounts(may('accounts/read')).data ?? [];
  return [
    {
      key: 'name',
      header: t('templates.one'),
      cell: (template) => (
        <Link to="/accounts/templates/$name" params={{ name: nameOf(template) }}>
          {nameOf(template)}
        </Link>
      ),
    },
    { key: 'selector', header: t('templates.for'), cell: (each) => <SelectorBadges template={each} /> },
    {
      key: 'reach',
      header: t('templates.reach'),
      narrow: true,
      end: true,
      cell: ({ spec }) =>
        number(accounts.filter((account) => matchesSelector(spec.selector, labelsOf(account))).length),
    },
    {
      key: 'order',
      header: t('templates.order'),
      narrow: true,
      end: true,
      wideOnly: true,
      cell: ({ spec }) => number(spec.order ?? 0),
    },
    {
      key: 'owners',
      header: t('managed'),
      wideOnly: true,
      cell: ({ owners }) => <ManagedMark owners={owners} />,
    },
  ];
}

/** Settings for many accounts at once, and whom they reach. */
export function TemplatesPage() {
  const { t } = useTranslation('accounts');
  const pages = usePages(['templates'], (cursor) =>
    bodyOf(
      client.GET('/v1/settings-templates', { params: { query: cursor === undefined ? {} : { cursor } } }),
    ),
  );
  return (
    <PageFrame
      title={t('templates.title')}
      lead={
        <>
          <Breadcrumbs mb={4}>
            <Anchor size="sm" renderRoot={(props) => <Link to="/accounts" {...props} />}>
              {t('title')}
            </Anchor>
            <Text size="sm">{t('templates.title')}</Text>
          </Breadcrumbs>
          {t('templates.lead')}
        </>
      }
    >
      <DataTable
        label={t('templates.title')}
        pages={pages}
        columns={useColumns()}
        keyOf={nameOf}
        empty={<EmptyNote title={t('templates.none')} hint={t('templates.noneHint')} />}
      />
    </PageFrame>
  );
}
