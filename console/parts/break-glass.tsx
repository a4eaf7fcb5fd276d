import { Alert, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from '../client/problem.ts';

/** Refused because a manifest set manages it: with a reason it can be done all the same. */
export function isManaged(error: Error | null): error is Problem {
  return error instanceof Problem && error.code === 'managed/by-set';
}

interface BreakGlassProps {
  readonly error: Error;
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}

/** Asks why what git manages is changed by hand. */
export function BreakGlass({ error, reason, onChange }: BreakGlassProps) {
  const { t } = useTranslation('shell');
  return (
    <Stack gap="xs">
      <Alert color="yellow" variant="light" title={t('managed.mark')} role="alert">
        {error.message} {t('managed.hint')}
      </Alert>
      <TextInput
        label={t('managed.reason')}
        description={t('managed.reasonHint')}
        value={reason}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </Stack>
  );
}
