import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function KeysPage() {
  const { t } = useTranslation('keys');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
