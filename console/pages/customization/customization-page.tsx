import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function CustomizationPage() {
  const { t } = useTranslation('customization');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
