import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function OverviewPage() {
  const { t } = useTranslation('overview');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
