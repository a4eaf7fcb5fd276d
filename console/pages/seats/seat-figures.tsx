import { Alert, Paper, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useFormats } from '../../parts/formats.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import classes from './seat-figures.module.css';
import { thresholdOf } from './threshold.ts';

interface FigureProps {
  readonly label: string;
  readonly value: number | null;
  readonly hint?: string;
  readonly to: LinkProps;
}

/** A figure, which leads to the list behind it. */
function Figure({ label, value, hint, to }: FigureProps) {
  const { number } = useFormats();
  return (
    <Link {...to} className={classes['figure'] ?? ''}>
      <Paper withBorder p="md" h="100%">
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <Text fz={32} fw={700} lh={1.2}>
          {value === null ? '–' : number(value)}
        </Text>
        {hint === undefined ? null : (
          <Text size="xs" c="dimmed">
            {hint}
          </Text>
        )}
      </Paper>
    </Link>
  );
}

/** Purchased, assigned, remaining, inactive: the figures of product and account, and what to do when they run out. */
export function SeatFigures() {
  const { t } = useTranslation('seats');
  const { percent, number } = useFormats();
  const seats = useQuery({ queryKey: ['seats'], queryFn: () => bodyOf(client.GET('/v1/seats')) });
  if (seats.error !== null) return <ProblemAlert error={seats.error} onRetry={() => void seats.refetch()} />;
  const {
    purchased = null,
    assigned = 0,
    remaining = 0,
    inactive,
    limits,
    over = 0,
    vendorContact = null,
  } = seats.data ?? {};
  const size = purchased ?? seats.data?.limit ?? null;
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }} mih={118}>
        <Figure
          label={t('purchased')}
          value={size}
          to={{ to: '/seats' }}
          {...(size === null ? {} : { hint: t('warnsAt', { share: percent(thresholdOf(size)) }) })}
        />
        <Figure
          label={t('assigned')}
          value={assigned}
          to={{ to: '/seats' }}
          {...(over > 0 ? { hint: t('over', { count: over }) } : {})}
        />
        <Figure label={t('remaining')} value={remaining} to={{ to: '/seats' }} />
        <Figure
          label={t('inactive')}
          value={inactive?.users ?? 0}
          to={{ to: '/seats/inactive' }}
          hint={t('inactiveOf', {
            signIn: number(inactive?.noSignIn ?? 0),
            role: number(inactive?.noConversationsRole ?? 0),
          })}
        />
      </SimpleGrid>
      {limits?.exceedPurchased ? (
        <Alert color="yellow" variant="light" title={t('limitsExceed')}>
          {t('limitsExceedText', { sum: number(limits.sum), purchased: number(purchased ?? 0) })}
        </Alert>
      ) : null}
      {seats.data === undefined ? null : (
        <Text size="sm" c="dimmed">
          {vendorContact === null ? t('needMore') : t('needMoreFrom', { contact: vendorContact })}
        </Text>
      )}
    </>
  );
}
