import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { AccountForm, type AccountValues } from './account-form.tsx';
import { type AccountItem, labelsOf, nameOf } from './account-item.ts';

interface AccountDrawerProps {
  /** null: the drawer is closed. */
  readonly account: AccountItem | 'new' | null;
  readonly onClose: () => void;
}

function creation({ name, displayName, labels, enabled }: AccountValues): Edit {
  return {
    path: resourcePath('accounts', name),
    method: 'PUT',
    spec: { ...(displayName === '' ? {} : { displayName }), ...(enabled ? {} : { enabled }) },
    metadata: { labels },
    version: null,
  };
}

/** Only what differs: what a manifest manages beside it stays its own. */
function change(item: AccountItem, { displayName, labels, enabled }: AccountValues): Edit {
  const { spec, version } = item;
  const before = labelsOf(item);
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(labels, key));
  const set = Object.entries(labels).filter(([key, value]) => before[key] !== value);
  const patch = Object.fromEntries([...gone.map((key) => [key, null]), ...set]);
  return {
    path: resourcePath('accounts', nameOf(item)),
    method: 'PATCH',
    spec: {
      ...(displayName === (spec.displayName ?? '')
        ? {}
        : { displayName: displayName === '' ? null : displayName }),
      ...(enabled === (spec.enabled !== false) ? {} : { enabled }),
    },
    ...(Object.keys(patch).length === 0 ? {} : { metadata: { labels: patch } }),
    version,
  };
}

/** Makes an account, or changes one; what that does is shown before it is done. */
export function AccountDrawer({ account, onClose }: AccountDrawerProps) {
  const { t } = useTranslation(['accounts', 'shell']);
  const [edit, setEdit] = useState<Edit | null>(null);
  const item = account === 'new' || account === null ? undefined : account;
  const title =
    item === undefined ? t('create') : t('editOf', { name: item.spec.displayName ?? nameOf(item) });
  return (
    <>
      <Drawer
        opened={account !== null}
        onClose={onClose}
        position="right"
        size="md"
        title={title}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        {account === null ? null : (
          <AccountForm
            item={item}
            onCancel={onClose}
            onReview={(values) => setEdit(item === undefined ? creation(values) : change(item, values))}
          />
        )}
      </Drawer>
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} onDone={onClose} />
    </>
  );
}
