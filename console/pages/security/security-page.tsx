import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function SecurityPage() {
  const { t } = useTranslation('security');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
