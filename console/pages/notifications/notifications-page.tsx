import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
