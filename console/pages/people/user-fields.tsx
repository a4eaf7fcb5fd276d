import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useMay } from '../../client/who.ts';
import type { components } from '../../generated/api.d.ts';
import { Panel } from '../../parts/panel.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { SendForm } from '../../parts/send-form.tsx';
import { useRoleNames } from './named-resources.ts';

type UserSpec = components['schemas']['UserSpec'];
const conversationsRoles = ['setup', 'agent', 'analytics', 'supervisor', 'viewer'] as const;
const texts = ['email', 'firstName', 'lastName', 'mobileNumber', 'language'] as const;

interface UserFieldsProps {
  readonly account: string;
  readonly name: string;
  readonly item: { readonly spec: UserSpec; readonly version: number | null };
}

/** What differs from what was read: null takes a value away. */
function changesOf(spec: UserSpec, next: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const same = (one: unknown, other: unknown): boolean =>
    JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  return Object.fromEntries(
    Object.entries(next).filter(([field, value]) => !same((spec as Record<string, unknown>)[field], value)),
  );
}

/** Agent and supervisor exclude each other: the one chosen last stays. */
function withoutOpposite(chosen: readonly string[]): string[] {
  const last = chosen.at(-1);
  const opposite = last === 'agent' ? 'supervisor' : last === 'supervisor' ? 'agent' : null;
  return chosen.filter((role) => role !== opposite);
}

/** A user's settings. What a manifest manages asks for a reason when it is saved. */
export function UserFields({ account, name, item }: UserFieldsProps) {
  const { t } = useTranslation(['people', 'shell']);
  const { spec, version } = item;
  const readOnly = !useMay()('users/manage');
  const names = useRoleNames(account);
  const [roles, setRoles] = useState([...(spec.roles ?? [])]);
  const [conversations, setConversations] = useState<string[]>([...(spec.conversationsRoles ?? [])]);
  const [networks, setNetworks] = useState((spec.allowedNetworks ?? []).join(', '));
  const [edit, setEdit] = useState<Edit | null>(null);
  const review = async (values: Readonly<Record<string, string>>): Promise<void> => {
    const lists = {
      roles,
      conversationsRoles: conversations,
      allowedNetworks: networks.split(/[\s,]+/).filter(Boolean),
    };
    const given = Object.fromEntries(
      texts.map((field) => [field, values[field] === '' ? null : values[field]]),
    );
    const filled = Object.fromEntries(
      Object.entries(lists).map(([field, list]) => [
        field,
        list.length === 0 && !(field in spec) ? undefined : list,
      ]),
    );
    setEdit({
      path: resourcePath('accounts', account, 'users', name),
      method: 'PATCH',
      spec: changesOf(spec, { ...given, ...filled }),
      version,
    });
  };
  return (
    <Panel title={t('settings')}>
      <SendForm key={version} label={t('shell:act.save')} send={review} hidden={readOnly} keepsValues>
        {texts.map((field) => (
          <TextInput
            key={field}
            name={field}
            label={t(field)}
            defaultValue={spec[field] ?? ''}
            readOnly={readOnly}
          />
        ))}
        <MultiSelect
          label={t('roles')}
          data={[...names]}
          value={roles}
          onChange={setRoles}
          readOnly={readOnly}
          searchable
        />
        <MultiSelect
          label={t('conversationsRoles')}
          description={t('conversationsHint')}
          data={[...conversationsRoles]}
          value={conversations}
          onChange={(chosen) => setConversations(withoutOpposite(chosen))}
          readOnly={readOnly}
        />
        <TextInput
          label={t('networks')}
          description={t('networksHint')}
          value={networks}
          onChange={(event) => setNetworks(event.currentTarget.value)}
          readOnly={readOnly}
        />
      </SendForm>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} />
    </Panel>
  );
}
