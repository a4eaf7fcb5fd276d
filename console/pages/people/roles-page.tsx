import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

export function RolesPage() {
  const { t } = useTranslation('shell');
  return <PageFrame title={t('nav.roles')}>{null}</PageFrame>;
}
