import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { Problem } from '../../client/problem.ts';
import { AskBeforeDoing } from '../../parts/ask-before-doing.tsx';
import { sayDone } from '../../parts/say.ts';
import type { Selection } from '../../parts/selection.ts';
import { keyOfPerson, nameOfPerson, type SeatPerson } from './people-columns.tsx';

/** Usernames by account: each account's seats are taken in one request. */
function byAccount(people: readonly SeatPerson[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { account, username } of people) groups.set(account, [...(groups.get(account) ?? []), username]);
  return groups;
}

async function change(
  act: 'assign' | 'remove',
  people: readonly SeatPerson[],
  breakGlass?: string,
): Promise<void> {
  for (const [account, users] of byAccount(people)) {
    const init = {
      params: { path: { account } },
      body: { users: [...users], ...(breakGlass === undefined ? {} : { breakGlass }) },
    };
    await bodyOf(
      act === 'assign'
        ? client.POST('/v1/accounts/{account}/seats/assign', init)
        : client.POST('/v1/accounts/{account}/seats/remove', init),
    );
  }
}

interface RemoveSeatsProps {
  readonly people: readonly SeatPerson[];
  readonly selection: Selection;
}

/** Takes seats from whoever is selected: first it says from whom, then it can be undone. */
export function RemoveSeats({ people, selection }: RemoveSeatsProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const queries = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const [removed, setRemoved] = useState<readonly SeatPerson[]>([]);
  const chosen = people.filter((person) => selection.has(keyOfPerson(person)) && person.seat);
  const undoing = useMutation({
    mutationFn: () => change('assign', removed),
    onSuccess: async () => {
      setRemoved([]);
      await queries.invalidateQueries({ queryKey: ['seats'] });
    },
  });
  const remove = async (reason?: string): Promise<void> => {
    await change('remove', chosen, reason);
    setRemoved(chosen);
    selection.set([]);
    setIsAsking(false);
    sayDone(t('removed', { count: chosen.length }));
    await queries.invalidateQueries({ queryKey: ['seats'] });
  };
  return (
    <Group mih={36}>
      {chosen.length === 0 ? null : (
        <>
          <Text size="sm">{t('shell:table.selected', { count: chosen.length })}</Text>
          <Button size="xs" color="red" variant="light" onClick={() => setIsAsking(true)}>
            {t('removeSeats', { count: chosen.length })}
          </Button>
        </>
      )}
      {removed.length === 0 ? null : (
        <Button size="xs" variant="default" loading={undoing.isPending} onClick={() => undoing.mutate()}>
          {t('undo', { count: removed.length })}
        </Button>
      )}
      <AskBeforeDoing
        opened={isAsking}
        title={t('removeTitle', { count: chosen.length })}
        label={t('removeSeats', { count: chosen.length })}
        onClose={() => setIsAsking(false)}
        run={remove}
        needsReason={(error) => error instanceof Problem && error.code === 'managed/by-set'}
      >
        <Text size="sm">{chosen.map(nameOfPerson).join(', ')}</Text>
        <Text size="sm" c="dimmed">
          {t('removeHint')}
        </Text>
      </AskBeforeDoing>
    </Group>
  );
}
