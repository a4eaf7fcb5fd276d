import { Alert, Badge, Group, List, Text } from '@mantine/core';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/formats.ts';
import type { SsoSetUp } from './sso-set-up.ts';

const colours = { 'not-set-up': 'gray', configured: 'yellow', tested: 'blue', required: 'teal' } as const;

function useSentence({ mode, state, requiredSince }: SsoSetUp): string {
  const { t } = useTranslation('security');
  const { time } = useFormats();
  if (state === 'required') return t('sso.sentence.holds', { since: time(requiredSince) });
  if (mode === 'required') return t('sso.sentence.waits');
  return t(mode === 'optional' ? 'sso.sentence.optional' : 'sso.sentence.off');
}

/** Where single sign-on stands, in plain words; and why “required” does not hold yet. */
export function SsoState({ setUp }: { readonly setUp: SsoSetUp }) {
  const { t } = useTranslation('security');
  const { time } = useFormats();
  const { mode, state, waitsFor, testedAt, testedBy } = setUp;
  const waits = mode === 'required' && state !== 'required';
  const Icon = waits ? ShieldAlert : ShieldCheck;
  return (
    <Alert
      variant="light"
      color={waits ? 'orange' : state === 'required' ? 'teal' : 'gray'}
      icon={<Icon size={20} aria-hidden />}
      title={
        <Group gap="xs">
          {t(`sso.mode.${mode}`)}
          <Badge color={colours[state]} variant="light">
            {t(`sso.state.${state}`)}
          </Badge>
        </Group>
      }
    >
      <Text size="sm">{useSentence(setUp)}</Text>
      {waits ? (
        <List size="sm" mt={4}>
          {waitsFor.map((wait) => (
            <List.Item key={wait}>{t(`sso.waits.${wait}`)}</List.Item>
          ))}
        </List>
      ) : null}
      {testedAt === null ? null : (
        <Text size="sm" c="dimmed" mt={4}>
          {t('sso.tested', { when: time(testedAt), who: testedBy ?? '' })}
        </Text>
      )}
    </Alert>
  );
}
