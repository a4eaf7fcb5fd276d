import { Alert, Button, Drawer, Group, List, ScrollArea, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BreakGlass, isManaged } from '../../parts/break-glass.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { sayProblem } from '../../parts/say.ts';
import { sayUndoable } from '../../parts/say-undoable.tsx';
import { byAccount, changeSeats } from './change-seats.ts';
import type { PersonKey } from './person.ts';

interface RemoveSeatsProps {
  /** From whom; null: the drawer is closed. */
  readonly people: readonly PersonKey[] | null;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Names beyond these are only counted: nobody reads a thousand of them. */
const shownNames = 100;

function Names({ account, users }: { readonly account: string; readonly users: readonly string[] }) {
  const { t } = useTranslation('seats');
  const rest = users.length - shownNames;
  return (
    <div>
      <Title order={3} size="h6">
        {t('remove.ofAccount', { account, count: users.length })}
      </Title>
      <List size="sm">
        {users.slice(0, shownNames).map((user) => (
          <List.Item key={user}>{user}</List.Item>
        ))}
      </List>
      {rest > 0 ? (
        <Text size="sm" c="dimmed">
          {t('remove.more', { count: rest })}
        </Text>
      ) : null}
    </div>
  );
}

function useRemoval({ people, onClose, onDone }: RemoveSeatsProps, reason: string) {
  const { t } = useTranslation(['seats', 'shell']);
  const queries = useQueryClient();
  const reload = () => queries.invalidateQueries({ queryKey: ['seats'] });
  const why = reason.trim() === '' ? undefined : reason.trim();
  return useMutation({
    mutationFn: () => changeSeats('remove', people ?? [], why),
    onSettled: reload,
    onSuccess: ({ changed, unchanged }) => {
      const kept = unchanged.length === 0 ? '' : ` ${t('remove.kept', { count: unchanged.length })}`;
      sayUndoable({
        message: t('remove.done', { count: changed.length }) + kept,
        label: t('shell:act.undo'),
        ...(changed.length === 0
          ? {}
          : { undo: () => void changeSeats('assign', changed, why).then(reload, sayProblem) }),
      });
      onDone?.();
      onClose();
    },
  });
}

function Removal(props: RemoveSeatsProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const { people, onClose } = props;
  const [reason, setReason] = useState('');
  const removal = useRemoval(props, reason);
  const count = people?.length ?? 0;
  return (
    <Stack gap="md">
      <Text size="sm">{t('remove.effect', { count })}</Text>
      <Alert variant="light" color="gray">
        {t('remove.stays')}
      </Alert>
      <ScrollArea.Autosize mah="50dvh" viewportProps={{ tabIndex: 0 }}>
        <Stack gap="sm">
          {[...byAccount(people ?? [])].map(([account, users]) => (
            <Names key={account} account={account} users={users} />
          ))}
        </Stack>
      </ScrollArea.Autosize>
      {isManaged(removal.error) ? (
        <BreakGlass error={removal.error} reason={reason} onChange={setReason} />
      ) : removal.error === null ? null : (
        <ProblemAlert error={removal.error} />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('shell:act.cancel')}
        </Button>
        <Button
          color="red"
          loading={removal.isPending}
          disabled={isManaged(removal.error) && reason.trim() === ''}
          onClick={() => removal.mutate()}
        >
          {t('remove.confirm', { count })}
        </Button>
      </Group>
    </Stack>
  );
}

/** Shows from whom seats are taken before they are, and offers to give them back after. */
export function RemoveSeats(props: RemoveSeatsProps) {
  const { t } = useTranslation(['seats', 'shell']);
  return (
    <Drawer
      opened={props.people !== null}
      onClose={props.onClose}
      position="right"
      size="md"
      title={t('remove.title')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {props.people === null ? null : <Removal {...props} />}
    </Drawer>
  );
}
