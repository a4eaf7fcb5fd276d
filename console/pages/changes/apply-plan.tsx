import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { bodyOf, client } from '../../client/client.ts';
import { PeopleImpact } from '../../parts/plan/people-impact.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { sayDone } from '../../parts/say.ts';
import { summaryText } from './summary-text.ts';

const open = new Set<Plan['status']>(['planned', 'approved']);

/** Applies a plan, after a last look at whom it hits. Whoever may not is refused by the server, with the reason. */
export function ApplyPlan({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation(['changes', 'shell']);
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const { id } = plan;
  const applying = useMutation({
    mutationFn: () => bodyOf(client.POST('/v1/plans/{id}/apply', { params: { path: { id: id ?? '' } } })),
    onSuccess: async () => {
      setIsAsking(false);
      sayDone(t('applied'));
      await queries.invalidateQueries();
    },
  });
  if (id === null || !open.has(plan.status)) return null;
  return (
    <>
      <Button onClick={() => setIsAsking(true)}>{t('apply')}</Button>
      <Modal
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('applyTitle')}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        <Stack>
          <Text fw={600}>{summaryText(plan.summary, t)}</Text>
          <PeopleImpact impact={plan.impact} />
          {applying.error === null ? null : <ProblemAlert error={applying.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setIsAsking(false)}>
              {t('shell:act.cancel')}
            </Button>
            <Button
              color={plan.risk.level === 'high' ? 'red' : 'blue'}
              loading={applying.isPending}
              onClick={() => applying.mutate()}
            >
              {t('applyNow')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
