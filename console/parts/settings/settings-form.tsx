import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { bodyOf, client } from '../../client/client.ts';
import { resourcePath } from '../../client/edit.ts';
import { Late } from '../late.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { SaveBar } from './save-bar.tsx';
import type { SettingsItem } from './settings-item.ts';
import { type Draft, useDraft } from './use-draft.ts';

const of = (account: string) => ({ params: { path: { account } } });

const reads = {
  'security-policy': (account: string) =>
    bodyOf(client.GET('/v1/accounts/{account}/security-policy', of(account))),
  'single-sign-on': (account: string) =>
    bodyOf(client.GET('/v1/accounts/{account}/single-sign-on', of(account))),
  customization: (account: string) => bodyOf(client.GET('/v1/accounts/{account}/customization', of(account))),
} as const;

interface SettingsFormProps {
  readonly account: string;
  /** As it stands in the address of the API. */
  readonly kind: keyof typeof reads;
  readonly mayEdit: boolean;
  readonly children: (draft: Draft, path: string) => ReactNode;
}

function Form({
  account,
  kind,
  mayEdit,
  children,
  item,
}: SettingsFormProps & { readonly item: SettingsItem }) {
  const draft = useDraft(item, mayEdit);
  const path = resourcePath('accounts', account, kind);
  return (
    <Stack gap="lg">
      {children(draft, path)}
      <SaveBar draft={draft} path={path} />
    </Stack>
  );
}

/** One kind of an account's settings: read, changed on the page, and saved once it is clear what that does. */
export function SettingsForm(props: SettingsFormProps) {
  const { account, kind } = props;
  const { data, error, refetch } = useQuery<SettingsItem>({
    queryKey: ['settings', account, kind],
    queryFn: () => reads[kind](account),
  });
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <Late>
        <Skeleton h={240} />
      </Late>
    );
  return <Form key={`${account} ${kind}`} {...props} item={data} />;
}
