import { Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useMay } from '../../client/who.ts';
import { AskBeforeDoing } from '../../parts/ask-before-doing.tsx';
import { sayDone } from '../../parts/say.ts';
import type { Person } from './person.ts';

/** Gives a seat, or takes it back; asked once more, and with a reason where a manifest names the holders. */
export function SeatSwitch({ person }: { readonly person: Person }) {
  const { t } = useTranslation(['people', 'shell']);
  const { account, username, seat } = person;
  const queries = useQueryClient();
  const [isAsked, setIsAsked] = useState(false);
  if (!useMay()('seats/manage')) return null;
  const label = t(seat ? 'takeSeat' : 'giveSeat');
  const run = async (breakGlass?: string): Promise<void> => {
    const body = { users: [username], ...(breakGlass === undefined ? {} : { breakGlass }) };
    const init = { params: { path: { account } }, body };
    await bodyOf(
      seat
        ? client.POST('/v1/accounts/{account}/seats/remove', init)
        : client.POST('/v1/accounts/{account}/seats/assign', init),
    );
    await queries.invalidateQueries();
    sayDone(t('done'));
    setIsAsked(false);
  };
  return (
    <>
      <Button size="xs" variant="default" w="fit-content" onClick={() => setIsAsked(true)}>
        {label}
      </Button>
      <AskBeforeDoing
        opened={isAsked}
        title={label}
        label={label}
        onClose={() => setIsAsked(false)}
        run={run}
      >
        <Text size="sm">{t(seat ? 'takeSeatDoes' : 'giveSeatDoes', { name: username })}</Text>
      </AskBeforeDoing>
    </>
  );
}
