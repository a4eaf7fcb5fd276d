import { Button, Group, Stack, Stepper } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { SettingsForm } from '../../parts/settings/settings-form.tsx';
import { ClaimsStep } from './claims-step.tsx';
import { ProviderStep } from './provider-step.tsx';
import { RequireStep } from './require-step.tsx';
import { type SsoSetUp, useSetUp } from './sso-set-up.ts';
import { SsoState } from './sso-state.tsx';
import { type SsoStep, ssoSteps } from './sso-steps.ts';
import type { StepProps } from './step-props.ts';
import { TestStep } from './test-step.tsx';
import { ValuesStep } from './values-step.tsx';

const route = getRouteApi('/security/$account/single-sign-on');

const contents = {
  values: ValuesStep,
  provider: ProviderStep,
  claims: ClaimsStep,
  test: TestStep,
  require: RequireStep,
} as const;

/** The first step that is still to be done. */
function dueStep({ slug, state, certificates, waitsFor }: SsoSetUp): SsoStep {
  if (slug === null) return 'values';
  if (certificates.length === 0 || waitsFor.includes('set-up')) return 'provider';
  return state === 'configured' ? 'test' : 'require';
}

function Steps(props: StepProps & { readonly step: SsoStep; readonly go: (step: SsoStep) => void }) {
  const { step, go, ...rest } = props;
  const { t } = useTranslation(['security', 'shell']);
  const isNarrow = useMediaQuery('(max-width: 62em)') ?? false;
  const at = ssoSteps.indexOf(step);
  const Content = contents[step];
  const before = ssoSteps[at - 1];
  const after = ssoSteps[at + 1];
  return (
    <Stack gap="lg">
      <Stepper
        active={at}
        onStepClick={(index) => go(ssoSteps[index] ?? 'values')}
        orientation={isNarrow ? 'vertical' : 'horizontal'}
        size="sm"
        iconSize={32}
        completedIcon={null}
        aria-label={t('security:sso.steps.label')}
      >
        {ssoSteps.map((name, index) => (
          <Stepper.Step
            key={name}
            label={t(`security:sso.steps.${name}`)}
            description={t(`security:sso.steps.${name}Hint`)}
            completedIcon={index + 1}
            {...(name === step ? { 'aria-current': 'step' as const } : {})}
          />
        ))}
      </Stepper>
      <Content {...rest} />
      <Group justify="space-between">
        {before === undefined ? (
          <span />
        ) : (
          <Button variant="default" onClick={() => go(before)}>
            {t('shell:act.back')}
          </Button>
        )}
        {after === undefined ? null : (
          <Button variant="light" onClick={() => go(after)}>
            {t('shell:act.next')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

/** Single sign-on, step by step; where it stands is above all steps. */
export function SsoTab() {
  const { account } = route.useParams();
  const { step } = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const setUp = useSetUp(account);
  if (setUp.error !== null) return <ProblemAlert error={setUp.error} />;
  const { data } = setUp;
  if (data === undefined) return null;
  const go = (next: SsoStep): void => void navigate({ search: { step: next }, resetScroll: false });
  return (
    <Stack gap="lg">
      <SsoState setUp={data} />
      <SettingsForm account={account} kind="single-sign-on" mayEdit={may('sso/manage')}>
        {(draft, path) => (
          <Steps
            account={account}
            draft={draft}
            path={path}
            setUp={data}
            step={step ?? dueStep(data)}
            go={go}
          />
        )}
      </SettingsForm>
    </Stack>
  );
}
