import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OwnNotification } from './own-notifications.ts';

const textIn = (detail: OwnNotification['detail'], name: string): string | undefined => {
  const value = detail[name];
  return typeof value === 'string' ? value : undefined;
};

/** Leads to what a notification is about; nothing where there is no page for it. */
export function AboutLink({ event, detail, text }: OwnNotification) {
  const { t } = useTranslation('notifications');
  const account = textIn(detail, 'account');
  const user = textIn(detail, 'user');
  const plan = textIn(detail, 'plan') ?? textIn(detail, 'planId');
  const common = { children: t('open'), 'aria-label': `${t('open')}: ${text}` } as const;
  switch (event) {
    case 'seat-threshold':
      return <Link {...common} to="/seats" />;
    case 'certificate-expiry':
      return account === undefined ? null : (
        <Link
          {...common}
          to="/security/$account/single-sign-on"
          params={{ account }}
          search={{ step: 'provider' }}
        />
      );
    case 'user-locked':
      return account === undefined || user === undefined ? null : (
        <Link {...common} to="/users/$account/$name" params={{ account, name: user }} />
      );
    case 'unusual-sign-in':
    case 'emergency-sign-in':
      return (
        <Link
          {...common}
          to="/audit"
          search={
            account === undefined || user === undefined
              ? { action: 'Unusual' }
              : { address: `User/${account}/${encodeURIComponent(user)}` }
          }
        />
      );
    case 'drift-found':
      return <Link {...common} to="/drift" />;
    case 'plan-waiting':
    case 'apply-failed':
      return plan === undefined ? (
        <Link {...common} to="/changes" />
      ) : (
        <Link {...common} to="/changes/$id" params={{ id: plan }} />
      );
    default:
      return null;
  }
}
