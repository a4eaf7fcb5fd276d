import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function TeamsPage() {
  const { t } = useTranslation('shell');
  return <PageFrame title={t('nav.teams')}>{null}</PageFrame>;
}
