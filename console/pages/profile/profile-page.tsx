import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWho } from '../../client/who.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { EmailForm } from './email-form.tsx';
import { MobileForm } from './mobile-form.tsx';
import { OwnSessions } from './own-sessions.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';

/** What belongs to the person himself: password, second factor, sessions, addresses. */
export function ProfilePage() {
  const { t } = useTranslation('profile');
  const { actor, account } = useWho();
  return (
    <PageFrame title={t('title')} lead={t('lead', { name: actor.name, account: account ?? '' })}>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <PasswordForm />
        <SecondFactor />
        <EmailForm />
        <MobileForm />
      </SimpleGrid>
      <OwnSessions />
    </PageFrame>
  );
}
