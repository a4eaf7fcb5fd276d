import { Button, Menu, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useWho } from '../../client/who.ts';
import { AskBeforeDoing } from '../../parts/ask-before-doing.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { sayDone } from '../../parts/say.ts';
import { actOnUser, type UserAct, userActs } from './act-on-user.ts';

interface UserActsProps {
  readonly account: string;
  readonly name: string;
  readonly status: string;
}

/** Acts that make sense for somebody in this state. */
function offered(status: string): readonly UserAct[] {
  const only: Partial<Record<UserAct, readonly string[]>> = {
    unlock: ['locked'],
    enable: ['suspended'],
    invite: ['invited'],
    'withdraw-invitation': ['invited'],
    'send-password-link': ['active', 'locked', 'suspended'],
    'reset-second-factor': ['active', 'locked', 'suspended'],
    'end-sessions': ['active', 'locked'],
  };
  return userActs.filter((act) => only[act]?.includes(status));
}

/** What can be done to a user, each with what it does before it is done. Nobody disables or removes himself. */
export function UserActs({ account, name, status }: UserActsProps) {
  const { t } = useTranslation(['people', 'shell']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { actor, account: own } = useWho();
  const isSelf = actor.name === name && own === account;
  const [act, setAct] = useState<UserAct | null>(null);
  const [edit, setEdit] = useState<Edit | null>(null);
  const path = resourcePath('accounts', account, 'users', name);
  const isDisabled = status === 'disabled';
  const run = async (): Promise<void> => {
    if (act === null) return;
    await actOnUser(act, account, name);
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
