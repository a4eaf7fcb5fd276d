import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Edit, planEdit } from '../../client/edit.ts';
import { PeopleImpact } from './people-impact.tsx';

/** Whom a change would hit, beside its control and before anybody saves it. What cannot be planned is said when it is reviewed. */
export function ImpactPreview({ edit }: { readonly edit: Edit }) {
  const { t } = useTranslation('shell');
  const plan = useQuery({
    queryKey: ['preview of an edit', edit],
    queryFn: () => planEdit(edit),
    retry: false,
    gcTime: 0,
  });
  if (plan.data === undefined) return null;
  return (
    <Alert
      variant="light"
      color="gray"
      title={t('settings.wouldAffect')}
      icon={<Users size={18} aria-hidden />}
    >
      {plan.data.resource_changes.length === 0 ? (
        <Text size="sm">{t('impact.nothing')}</Text>
      ) : (
        <PeopleImpact impact={plan.data.impact} />
      )}
    </Alert>
  );
}
