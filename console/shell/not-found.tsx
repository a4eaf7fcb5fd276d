import { useTranslation } from 'react-i18next';
import { EmptyNote } from '../parts/empty-note.tsx';
import { PageFrame } from '../parts/page-frame.tsx';

/** For addresses that lead nowhere. */
export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <PageFrame title={t('problem.notFound')}>
      <EmptyNote title={t('problem.notFound')} hint={t('problem.notFoundHint')} />
    </PageFrame>
  );
}
