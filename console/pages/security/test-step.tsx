import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useFormats } from '../../parts/formats.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { useSetUp } from './sso-set-up.ts';
import type { StepProps } from './step-props.ts';

function Outcome({ setUp: { testedAt, testedBy } }: Pick<StepProps, 'setUp'>) {
  const { t } = useTranslation('security');
  const { time } = useFormats();
  return (
    <Alert variant="light" color={testedAt === null ? 'gray' : 'teal'} mt="md" role="status">
      {testedAt === null
        ? t('sso.testNever')
        : t('sso.testWorked', { when: time(testedAt), who: testedBy ?? '' })}
    </Alert>
  );
}

/** Tries it out before it binds anybody. */
export function TestStep({ account, draft, setUp }: StepProps) {
  const { t } = useTranslation('security');
  const [begunAt, setBegunAt] = useState<string | null>();
  const isWaiting = begunAt !== undefined && begunAt === setUp.testedAt;
  useSetUp(account, isWaiting);
  const begin = useMutation({
    mutationFn: async () => {
      // Opened by the click itself: what is opened later, browsers keep back.
      const tab = window.open('about:blank', '_blank');
      const answer = client.POST('/v1/accounts/{account}/single-sign-on/test', {
        params: { path: { account } },
      });
      try {
        const { url } = await bodyOf(answer);
        if (tab !== null) tab.location.href = url;
        return { url, isOpen: tab !== null };
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
    onSuccess: () => setBegunAt(setUp.testedAt),
  });
  const isReady = setUp.state !== 'not-set-up';
  return (
    <SettingsGroup title={t('sso.steps.test')} lead={t('sso.testLead')}>
      <Outcome setUp={setUp} />
      {draft.count === 0 ? null : (
        <Text size="sm" mt="md">
          {t('sso.testDirty')}
        </Text>
      )}
      {isReady ? null : (
        <Text size="sm" mt="md">
          {t('sso.testNotYet')}
        </Text>
      )}
      {draft.mayEdit ? (
        <Group mt="md">
          <Button
            disabled={!isReady}
            loading={begin.isPending}
            leftSection={<ExternalLink size={16} aria-hidden />}
            onClick={() => begin.mutate()}
          >
            {t('sso.testStart')}
          </Button>
        </Group>
      ) : null}
      {isWaiting ? (
        <Text size="sm" mt="sm" role="status">
          {t('sso.testWaits')}
        </Text>
      ) : null}
      {begin.data === undefined || begin.data.isOpen ? null : (
        <Text size="sm" mt="sm">
          {t('sso.testBlocked')}{' '}
          <Anchor href={begin.data.url} target="_blank" rel="noopener">
            {t('sso.openTest')}
          </Anchor>
        </Text>
      )}
      {begin.error === null ? null : <ProblemAlert error={begin.error} />}
    </SettingsGroup>
  );
}
