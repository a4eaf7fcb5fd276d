import { Alert, Button, Drawer, Group, Loader, Stack, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../schemas/contract/plan.ts';
import { carryOut, type Edit, planEdit } from '../client/edit.ts';
import { BreakGlass, isManaged } from './break-glass.tsx';
import { Late } from './late.tsx';
import { FieldChanges } from './plan/field-changes.tsx';
import { PeopleImpact } from './plan/people-impact.tsx';
import { RiskBadge } from './plan/risk-badge.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { sayDone } from './say.ts';

export interface ReviewEditProps {
  /** What is to be done; null: nothing, and the drawer is closed. */
  readonly edit: Edit | null;
  readonly onClose: () => void;
  /** Called when it is done; everything that is shown is read anew by then. */
  readonly onDone?: () => void;
}

function PlanView({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('shell');
  if (plan.resource_changes.length === 0) return <Alert variant="light">{t('impact.nothing')}</Alert>;
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Title order={3} size="h5">
          {t('impact.people')}
        </Title>
        <RiskBadge level={plan.risk.level} />
      </Group>
      <PeopleImpact impact={plan.impact} />
      <Title order={3} size="h5">
        {t('impact.changes')}
      </Title>
      {plan.resource_changes.map(({ address, fields }) => (
        <Stack key={address} gap={4}>
          <code>{address}</code>
          <FieldChanges fields={fields} />
        </Stack>
      ))}
    </Stack>
  );
}

function Review({ edit, onClose, onDone }: ReviewEditProps & { readonly edit: Edit }) {
  const { t } = useTranslation('shell');
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [given, setGiven] = useState<string>();
  const whole: Edit = given === undefined ? edit : { ...edit, breakGlass: given };
  const plan = useQuery({
    queryKey: ['plan of an edit', whole],
    queryFn: () => planEdit(whole),
    staleTime: 0,
    gcTime: 0,
  });
  const doing = useMutation({
    mutationFn: () => carryOut(whole),
    onSuccess: async () => {
      await queries.invalidateQueries();
      sayDone(t('saved'));
      onDone?.();
      onClose();
    },
  });
  const error = doing.error ?? plan.error;
  const idle =
    plan.data === undefined || plan.data.status === 'refused' || plan.data.resource_changes.length === 0;
  return (
    <Stack gap="lg">
      {plan.isPending ? (
        <Late>
          <Loader aria-label={t('table.loading')} />
        </Late>
      ) : null}
      {plan.data === undefined ? null : <PlanView plan={plan.data} />}
      {plan.data?.status === 'refused' ? (
        <Alert color="red" variant="light" title={t('impact.refused')}>
          {plan.data.diagnostics.map(({ summary, remedy }) => (
            <p key={summary}>
              {summary} {remedy}
            </p>
          ))}
        </Alert>
      ) : null}
      {isManaged(error) ? (
        <Stack gap="xs">
          <BreakGlass error={error} reason={reason} onChange={setReason} />
          <Group>
            <Button
              color="red"
              variant="light"
              disabled={reason.trim() === ''}
              onClick={() => setGiven(reason.trim())}
            >
              {t('managed.breakGlass')}
            </Button>
          </Group>
        </Stack>
      ) : error === null ? null : (
        <ProblemAlert error={error} />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('act.cancel')}
        </Button>
        <Button disabled={idle} loading={doing.isPending} onClick={() => doing.mutate()}>
          {t('impact.apply')}
        </Button>
      </Group>
    </Stack>
  );
}

/**
 * Shows what a change does, to fields and to people, before it is made: every change of a setting goes through here. What a manifest manages
 * asks for a reason first.
 */
export function ReviewDrawer({ edit, onClose, ...rest }: ReviewEditProps) {
  const { t } = useTranslation('shell');
  return (
    <Drawer
      opened={edit !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={t('impact.title')}
      closeButtonProps={{ 'aria-label': t('act.close') }}
    >
      {edit === null ? null : <Review edit={edit} onClose={onClose} {...rest} />}
    </Drawer>
  );
}
