import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function ChangesPage() {
  const { t } = useTranslation('changes');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
