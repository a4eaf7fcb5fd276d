import { Badge, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Approval, Plan } from '../../../schemas/contract/plan.ts';
import { useIsMain, useMay, useWho } from '../../client/who.ts';
import { useFormats } from '../../parts/formats.ts';
import { Panel } from '../../parts/panel.tsx';
import { Decide } from './decide.tsx';

const open = new Set<Plan['status']>(['planned', 'waiting', 'approved']);

function Rules({ rules }: Pick<Approval, 'rules'>) {
  const { t } = useTranslation('changes');
  if (rules.length === 0) return null;
  return (
    <List size="sm">
      {rules.map(({ approvers, needed, given, missing }) => (
        <List.Item key={`${approvers} ${needed}`}>
          {approvers}: {t('givenOf', { given, needed })}{' '}
          <Text span c={missing === 0 ? 'teal' : 'orange'} fw={600}>
            {missing === 0 ? t('enough') : t('missing', { count: missing })}
          </Text>
        </List.Item>
      ))}
    </List>
  );
}

function Decisions({ decisions }: Pick<Approval, 'decisions'>) {
  const { t } = useTranslation('changes');
  const { time } = useFormats();
  return decisions.map(({ by, at, decision, comment }) => (
    <Group key={`${by} ${at}`} gap="xs" align="baseline">
      <Badge color={decision === 'approve' ? 'teal' : 'red'} variant="light">
        {t(`decisions.${decision}`)}
      </Badge>
      <Text size="sm" component="div">
        <b>{by}</b>{' '}
        <Text span c="dimmed">
          {time(at)}
        </Text>
        {comment === null ? null : <Text size="sm">{comment}</Text>}
      </Text>
    </Group>
  ));
}

/** The buttons, or why they are not there. */
function Say({ plan, id }: { readonly plan: Plan; readonly id: string }) {
  const { t } = useTranslation('changes');
  const { actor } = useWho();
  const isMain = useIsMain();
  // Rules name those who decide, and the server knows them; where there are none, the permission does.
  const isNamed = (plan.approval?.rules.length ?? 0) > 0;
  const mayDecide = useMay()('plans/approve') || isNamed;
  const isDecider = isMain && actor.type === 'user' && mayDecide;
  const why = plan.createdBy === actor.name ? 'ownPlan' : isDecider ? undefined : 'notYours';
  if (why === undefined) return <Decide id={id} />;
  return (
    <Text size="sm" c="dimmed">
      {t(why)}
    </Text>
  );
}

/** Who must agree, who did, and the buttons for whoever may: nobody decides on his own plan. */
export function PlanApproval({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('changes');
  const { id, approval } = plan;
  const isOpen = open.has(plan.status);
  if (id === null || (!isOpen && approval === undefined)) return null;
  const { rules = [], decisions = [], missing = 0 } = approval ?? {};
  const lead = rules.length === 0 ? t('nobodyNeeded') : isOpen && missing > 0 ? t('waits') : undefined;
  return (
    <Panel title={t('agreement')} lead={lead}>
      <Stack gap="md">
        <Rules rules={rules} />
        <Decisions decisions={decisions} />
        {isOpen ? <Say plan={plan} id={id} /> : null}
      </Stack>
    </Panel>
  );
}
