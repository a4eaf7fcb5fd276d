import { Button, Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useWho } from '../../client/who.ts';
import { AskBeforeDoing } from '../../parts/ask-before-doing.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { sayDone } from '../../parts/say.ts';

interface UserActsProps {
  readonly account: string;
  readonly name: string;
  readonly status: string;
}

const acts = [
  'unlock',
  'enable',
  'invite',
  'withdraw-invitation',
  'send-password-link',
  'reset-second-factor',
  'end-sessions',
] as const;
type Act = (typeof acts)[number];

/** Acts that make sense for somebody in this state. */
function offered(status: string): readonly Act[] {
  const only: Partial<Record<Act, readonly string[]>> = {
    unlock: ['locked'],
    enable: ['suspended'],
    invite: ['invited'],
    'withdraw-invitation': ['invited'],
    'send-password-link': ['active', 'locked'],
    'reset-second-factor': ['active', 'locked'],
    'end-sessions': ['active', 'locked'],
  };
  return acts.filter((act) => only[act]?.includes(status));
}

function send(act: Act, account: string, name: string): Promise<unknown> {
  const init = { params: { path: { account, name } } };
  switch (act) {
    case 'unlock':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/unlock', init));
    case 'enable':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/enable', init));
    case 'invite':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/invite', init));
    case 'withdraw-invitation':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/withdraw-invitation', init));
    case 'send-password-link':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/send-password-link', init));
    case 'reset-second-factor':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/reset-second-factor', init));
    case 'end-sessions':
      return bodyOf(client.POST('/v1/accounts/{account}/users/{name}/end-sessions', init));
  }
}

/** What can be done to a user, each with what it does before it is done. Nobody disables or removes himself. */
export function UserActs({ account, name, status }: UserActsProps) {
  const { t } = useTranslation(['people', 'shell']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { actor, account: own } = useWho();
  const isSelf = actor.name === name && own === account;
  const [act, setAct] = useState<Act | null>(null);
  const [edit, setEdit] = useState<Edit | null>(null);
  const path = resourcePath('accounts', account, 'users', name);
  const isDisabled = status === 'disabled';
  const run = async (): Promise<void> => {
    if (act === null) return;
    await send(act, account, name);
    setAct(null);
    sayDone(t('done'));
    await queries.invalidateQueries();
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<EllipsisVertical size={16} aria-hidden />}>
            {t('acts')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered(status).map((one) => (
            <Menu.Item key={one} onClick={() => setAct(one)}>
              {t(`act.${one}`)}
            </Menu.Item>
          ))}
          {isSelf ? null : (
            <>
              <Menu.Divider />
              <Menu.Item onClick={() => setEdit({ path, method: 'PATCH', spec: { enabled: isDisabled } })}>
                {t(isDisabled ? 'act.enable-again' : 'act.disable')}
              </Menu.Item>
              <Menu.Item color="red" onClick={() => setEdit({ path, method: 'DELETE' })}>
                {t('act.remove')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <AskBeforeDoing
        opened={act !== null}
        title={act === null ? '' : t(`act.${act}`)}
        label={t('shell:act.confirm')}
        onClose={() => setAct(null)}
        run={run}
      >
        {act === null ? null : <Text size="sm">{t(`actDoes.${act}`, { name })}</Text>}
      </AskBeforeDoing>
      <ReviewEdit
        edit={edit}
        onClose={() => setEdit(null)}
        onDone={() => (edit?.method === 'DELETE' ? void navigate({ to: '/users' }) : undefined)}
      />
    </>
  );
}
