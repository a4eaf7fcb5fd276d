import { Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { AskBeforeDoing } from '../../parts/ask-before-doing.tsx';
import { nameOf } from '../../parts/person-name.ts';
import { sayDone } from '../../parts/say.ts';
import type { Selection } from '../../parts/selection.ts';
import { actOnUser } from './act-on-user.ts';
import { allPeople, keyOfPerson, type Person } from './person.ts';

type BulkAct = 'invite' | 'withdraw-invitation';
const shownNames = 8;

interface InviteActsProps {
  /** Those that are shown. */
  readonly people: readonly Person[];
  readonly selection: Selection;
  /** What they were found by. */
  readonly query: string;
}

/** Sends invitations again, or takes them back: of those selected, or of all that the search finds. */
export function InviteActs({ people, selection, query }: InviteActsProps) {
  const { t } = useTranslation(['people', 'shell']);
  const queries = useQueryClient();
  const [asked, setAsked] = useState<BulkAct | null>(null);
  const [all, setAll] = useState<readonly Person[] | null>(null);
  const count = useQuery({
    queryKey: ['people count', query],
    queryFn: () => bodyOf(client.GET('/v1/people/count', { params: { query: { q: query } } })),
    enabled: selection.keys.length > 0,
  }).data?.count;
  const chosen = (all ?? people).filter((person) => selection.has(keyOfPerson(person)));
  const run = async (): Promise<void> => {
    if (asked === null) return;
    for (const { account, username } of chosen) await actOnUser(asked, account, username);
    await queries.invalidateQueries();
    selection.set([]);
    sayDone(t(`bulk.${asked}.done`, { count: chosen.length }));
    setAsked(null);
  };
  const selectAll = async (): Promise<void> => {
    const found = await allPeople(query);
    setAll(found);
    selection.set(found.map(keyOfPerson));
  };
  if (selection.keys.length === 0) return null;
  const more = count !== undefined && count > selection.keys.length;
  return (
    <Group mb="sm" gap="sm">
      <Text size="sm">{t('shell:table.selected', { count: selection.keys.length })}</Text>
      {more ? (
        <Button size="xs" variant="subtle" onClick={() => void selectAll()}>
          {t('selectAllThatMatch', { count })}
        </Button>
      ) : null}
      {(['invite', 'withdraw-invitation'] as const).map((act) => (
        <Button key={act} size="xs" variant="default" onClick={() => setAsked(act)}>
          {t(`act.${act}`)}
        </Button>
      ))}
      <AskBeforeDoing
        opened={asked !== null}
        title={t(`act.${asked ?? 'invite'}`)}
        label={t(`act.${asked ?? 'invite'}`)}
        onClose={() => setAsked(null)}
        run={run}
      >
        <Text size="sm">{t(`bulk.${asked ?? 'invite'}.hint`, { count: chosen.length })}</Text>
        <Text size="sm" c="dimmed">
          {chosen.slice(0, shownNames).map(nameOf).join(', ')}
          {chosen.length > shownNames
            ? ` ${t('shell:impact.and', { count: chosen.length - shownNames })}`
            : ''}
        </Text>
      </AskBeforeDoing>
    </Group>
  );
}
