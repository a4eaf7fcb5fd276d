import { SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { warningPercent } from '../../../schemas/seat-threshold.ts';
import { useFormats } from '../../parts/formats.ts';
import classes from './figures.module.css';
import type { Overview } from './seats-overview.ts';
import { UsageBar } from './usage-bar.tsx';

function Content(props: { readonly name: string; readonly count: string; readonly children?: ReactNode }) {
  return (
    <>
      <Text size="sm" c="dimmed">
        {props.name}
      </Text>
      <div className={classes['count']}>{props.count}</div>
      <Text component="div" size="xs" c="dimmed" mt={4}>
        {props.children}
      </Text>
    </>
  );
}

function Used({ assigned, size }: { readonly assigned: number; readonly size: number }) {
  const { t } = useTranslation('seats');
  const { percent } = useFormats();
  const share = size === 0 ? 0 : assigned / size;
  return (
    <>
      <UsageBar label={t('usage')} used={assigned} size={size} />
      <Text size="xs" c="dimmed" mt={6}>
        {t('usedOf', { used: percent(share), threshold: percent(warningPercent(size) / 100) })}
      </Text>
    </>
  );
}

/** Four figures that add up; each opens the list behind it. */
export function Figures({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('seats');
  const { number } = useFormats();
  const { purchased, limit, assigned, remaining, over, inactive, limits, accounts } = overview;
  const size = purchased ?? limit ?? assigned + remaining;
  const figure = classes['figure'] ?? '';
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm">
      <Link to="/seats/log" search={{ event: 'settings' }} className={figure}>
        <Content
          name={purchased === null ? t('figures.limit') : t('figures.purchased')}
          count={purchased === null && limit === null ? t('unlimited') : number(size)}
        >
          {purchased === null || accounts < 2
            ? t('figures.purchasedHint')
            : t('figures.limitsSum', { sum: number(limits.sum) })}
        </Content>
      </Link>
      <Link to="/seats/holders" className={figure}>
        <Content name={t('figures.assigned')} count={number(assigned)}>
          <Used assigned={assigned} size={size} />
        </Content>
      </Link>
      <Link to="/seats/holders" search={{ seat: 'none' }} className={figure}>
        <Content name={t('figures.remaining')} count={number(remaining)}>
          {over > 0 ? t('figures.over', { count: over }) : t('figures.remainingHint')}
        </Content>
      </Link>
      <Link to="/seats/inactive" className={figure}>
        <Content name={t('figures.inactive')} count={number(inactive.users)}>
          <div>{t('figures.noSignIn', { count: inactive.noSignIn })}</div>
          <div>{t('figures.noRole', { count: inactive.noConversationsRole })}</div>
          {inactive.both > 0 ? <div>{t('figures.both', { count: inactive.both })}</div> : null}
        </Content>
      </Link>
    </SimpleGrid>
  );
}
