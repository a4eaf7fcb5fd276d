import type { ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../parts/page-frame.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

/** A page that failed: the rest of the console goes on. */
export function PageProblem({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell');
  return (
    <PageFrame title={t('problem.broken')}>
      <ProblemAlert error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </PageFrame>
  );
}
