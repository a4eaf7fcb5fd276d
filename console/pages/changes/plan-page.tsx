import { Alert, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { bodyOf, client } from '../../client/client.ts';
import { useFormats } from '../../parts/formats.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { RiskBadge } from '../../parts/plan/risk-badge.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ApplyPlan } from './apply-plan.tsx';
import { EffectiveChanges } from './effective-changes.tsx';
import { PlanApproval } from './plan-approval.tsx';
import { PlanChanges } from './plan-changes.tsx';
import { PlanClosed } from './plan-closed.tsx';
import { PlanPeople } from './plan-people.tsx';
import { PlanStatusBadge } from './plan-status.tsx';
import { summaryText } from './summary-text.ts';

const route = getRouteApi('/changes/$id');

function Facts({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('changes');
  const { time, number } = useFormats();
  const { source, outbound, createdBy, createdAt, appliedAt, set } = plan;
  const sent = (['mails', 'sessionsEnded', 'webhooks'] as const).filter((name) => outbound[name] > 0);
  return (
    <Group gap="xs">
      <PlanStatusBadge status={plan.status} />
      <RiskBadge level={plan.risk.level} />
      <Text size="sm" c="dimmed">
        {[
          t('madeBy', { name: createdBy, when: time(createdAt) }),
          set === null ? t('byHand') : t('ofSet', { set }),
          source.commit === undefined ? '' : t('atCommit', { commit: source.commit.slice(0, 12) }),
          appliedAt === undefined ? '' : t('appliedAt', { when: time(appliedAt) }),
        ]
          .filter((text) => text !== '')
          .join(' · ')}
      </Text>
      {sent.map((name) => (
        <Badge key={name} variant="outline" color="gray">
          {t(`outbound.${name}`, { count: outbound[name], n: number(outbound[name]) })}
        </Badge>
      ))}
    </Group>
  );
}

function Notes({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('changes');
  return (
    <>
      {plan.diagnostics.map(({ code, summary, remedy, severity, address }) => (
        <Alert
          key={`${code} ${summary} ${address}`}
          color={severity === 'error' ? 'red' : 'yellow'}
          variant="light"
          title={severity === 'error' ? t('refusal') : t('warning')}
        >
          {summary}
          {remedy === undefined ? '' : ` – ${remedy}`}
        </Alert>
      ))}
      {plan.risk.reasons.length === 0 ? null : (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('risks')}
          </Title>
          <Stack gap={6}>
            {plan.risk.reasons.map(({ address, detail, level }) => (
              <Group key={`${address} ${detail}`} gap="xs" wrap="nowrap" align="baseline">
                <RiskBadge level={level} />
                <Text size="sm">
                  {detail} <code>{address}</code>
                </Text>
              </Group>
            ))}
          </Stack>
        </section>
      )}
    </>
  );
}

/** A plan to decide on: whom it hits first, then how risky it is, then every change with file and line. */
export function PlanPage() {
  const { t } = useTranslation('changes');
  const { id } = route.useParams();
  const plan = useQuery({
    queryKey: ['plan', id],
    queryFn: async () =>
      (await bodyOf(client.GET('/v1/plans/{id}', { params: { path: { id } } }))) as unknown as Plan,
  });
  if (plan.error !== null)
    return (
      <PageFrame title={t('plan')}>
        <ProblemAlert error={plan.error} onRetry={() => void plan.refetch()} />
      </PageFrame>
    );
  if (plan.data === undefined) return <PageFrame title={t('plan')}>{null}</PageFrame>;
  return (
    <PageFrame
      title={summaryText(plan.data.summary, t)}
      lead={<Facts plan={plan.data} />}
      acts={<ApplyPlan plan={plan.data} />}
    >
      <PlanClosed plan={plan.data} />
      <PlanPeople impact={plan.data.impact} />
      <Notes plan={plan.data} />
      <PlanApproval plan={plan.data} />
      <PlanChanges changes={plan.data.resource_changes} />
      <EffectiveChanges changes={plan.data.effective} />
    </PageFrame>
  );
}
