import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function ProfilePage() {
  const { t } = useTranslation('profile');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
