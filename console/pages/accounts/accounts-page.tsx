import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function AccountsPage() {
  const { t } = useTranslation('accounts');
  return <PageFrame title={t('title')}>{null}</PageFrame>;
}
