import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function SeatsPage() {
  const { t } = useTranslation('seats');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
