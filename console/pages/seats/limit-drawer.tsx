import { Alert, Button, Drawer, Group, NumberInput, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { warningPercent } from '../../../schemas/seat-threshold.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useFormats } from '../../parts/formats.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import type { AccountSeats } from './person.ts';
import { readSeatSettings } from './read-settings.ts';

interface LimitDrawerProps {
  readonly account: AccountSeats | null;
  readonly purchased: number;
  readonly onClose: () => void;
}

const most = 1_000_000;

function LimitForm({
  account: seats,
  purchased,
  onClose,
}: LimitDrawerProps & { readonly account: AccountSeats }) {
  const { t } = useTranslation(['seats', 'shell']);
  const { number, percent } = useFormats();
  const { account, assigned } = seats;
  const [limit, setLimit] = useState<number | string>(seats.limit ?? '');
  const [edit, setEdit] = useState<Edit | null>(null);
  const settings = useQuery({
    queryKey: ['seats', 'settings', account],
    queryFn: () => readSeatSettings(account),
    staleTime: 0,
  });
  const owners = (settings.data?.owners ?? []).filter(({ fields }) => fields?.includes('/limit') ?? false);
  const review = (): void =>
    setEdit({
      path: resourcePath('accounts', account, 'seats'),
      method: 'PATCH',
      spec: { limit },
      ...(settings.data === undefined ? {} : { version: settings.data.version }),
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        review();
      }}
    >
      <Stack gap="md">
        {settings.error === null ? null : <ProblemAlert error={settings.error} />}
        <ManagedMark owners={owners} />
        <NumberInput
          label={t('limit')}
          description={t('limits.hint', { assigned: number(assigned), purchased: number(purchased) })}
          value={limit}
          onChange={setLimit}
          min={0}
          max={most}
          allowDecimal={false}
          required
        />
        {typeof limit === 'number' ? (
          <Text size="sm" c="dimmed">
            {t('warnsAt', { percent: percent(warningPercent(limit) / 100) })}
          </Text>
        ) : null}
        {typeof limit === 'number' && limit < assigned ? (
          <Alert color="yellow" variant="light">
            {t('limits.below', { count: assigned - limit })}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:act.cancel')}
          </Button>
          <Button type="submit" disabled={typeof limit !== 'number' || settings.data === undefined}>
            {t('shell:act.next')}
          </Button>
        </Group>
      </Stack>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </form>
  );
}

/** Sets how many seats an account may assign; what that does is shown before it is done. */
export function LimitDrawer({ account, ...rest }: LimitDrawerProps) {
  const { t } = useTranslation(['seats', 'shell']);
  return (
    <Drawer
      opened={account !== null}
      onClose={rest.onClose}
      position="right"
      size="md"
      title={account === null ? '' : t('limits.title', { account: account.displayName ?? account.account })}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {account === null ? null : <LimitForm account={account} {...rest} />}
    </Drawer>
  );
}
