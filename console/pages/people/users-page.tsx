import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function UsersPage() {
  const { t } = useTranslation('people');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
