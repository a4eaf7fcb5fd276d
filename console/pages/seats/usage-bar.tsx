import { Progress } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { warningPercent } from '../../../schemas/seat-threshold.ts';
import { useFormats } from '../../parts/formats.ts';
import classes from './usage-bar.module.css';

interface UsageBarProps {
  readonly label: string;
  readonly used: number;
  readonly size: number;
}

function colourOf(percent: number, threshold: number): string {
  if (percent > 100) return 'red';
  return percent >= threshold ? 'orange' : 'blue';
}

/** How much is used, with a mark where the warning comes. */
export function UsageBar({ label, used, size }: UsageBarProps) {
  const { t } = useTranslation('seats');
  const { percent } = useFormats();
  const threshold = warningPercent(size);
  const share = size === 0 ? (used > 0 ? 2 : 0) : used / size;
  const mark = { '--mark': `${threshold}%` } as CSSProperties;
  return (
    <div className={classes['bar']} title={t('warnsAt', { percent: percent(threshold / 100) })}>
      <Progress
        value={Math.min(share * 100, 100)}
        color={colourOf(share * 100, threshold)}
        size="md"
        aria-label={label}
      />
      <span className={classes['mark']} style={mark} aria-hidden />
    </div>
  );
}
