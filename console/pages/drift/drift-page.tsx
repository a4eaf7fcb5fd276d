import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function DriftPage() {
  const { t } = useTranslation('drift');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
