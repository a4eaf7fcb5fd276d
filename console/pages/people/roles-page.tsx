import { Badge, Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissions as everyPermission } from '../../../schemas/predefined-roles.ts';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useMay } from '../../client/who.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { type Role, useRoles } from './named-resources.ts';
import { quoted } from './person.ts';
import classes from './roles-page.module.css';

const AddRole = onDemand(
  async () => (await import('./add-role.tsx')).AddRole,
  ({ opened }) => opened,
);

const pathOf = ({ name, account }: Role): string =>
  account === null ? resourcePath('roles', name) : resourcePath('accounts', account, 'roles', name);
const keyOf = ({ name, account }: Role): string => `${account ?? ''}/${name}`;
const isPredefined = ({ origin }: Role): boolean => origin === 'platform';

/** With or without a permission. */
function toggled({ spec: { permissions = [] } }: Role, permission: string): readonly string[] {
  return permissions.includes(permission)
    ? permissions.filter((one) => one !== permission)
    : [...permissions, permission].sort();
}

/** Who has the role. */
const searchFor = ({ name, account }: Role): string =>
  [`role:${quoted(name)}`, ...(account === null ? [] : [`account:${quoted(account)}`])].join(' ');

interface MatrixProps {
  readonly roles: readonly Role[];
  readonly onEdit: (edit: Edit) => void;
}

function RoleHead({ role, onEdit }: { readonly role: Role; readonly onEdit: (edit: Edit) => void }) {
  const { t } = useTranslation(['people', 'shell']);
  const may = useMay();
  return (
    <Stack gap={2} align="center">
      <Link to="/users" search={{ q: searchFor(role) }}>
        {role.name}
      </Link>
      {role.account === null ? null : (
        <Text size="xs" c="dimmed">
          {role.account}
        </Text>
      )}
      <ManagedMark owners={role.owners} />
      {isPredefined(role) ? (
        <Badge size="sm" variant="light" color="gray">
          {t('predefined')}
        </Badge>
      ) : may('roles/manage') ? (
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          onClick={() => onEdit({ path: pathOf(role), method: 'DELETE' })}
        >
          {t('shell:act.remove')}
        </Button>
      ) : null}
    </Stack>
  );
}

/** Permissions by roles; boxes of one's own roles can be ticked. */
function Matrix({ roles, onEdit }: MatrixProps) {
  const { t } = useTranslation('people');
  const mayManage = useMay()('roles/manage');
  const change = (role: Role, permission: string): void =>
    onEdit({
      path: pathOf(role),
      method: 'PATCH',
      spec: { permissions: toggled(role, permission) },
    });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={classes['frame']} tabIndex={0} aria-label={t('matrix')}>
      <table className={classes['matrix']}>
        <thead>
          <tr>
            <th scope="col">{t('permission')}</th>
            {roles.map((role) => (
              <th key={keyOf(role)} scope="col">
                <RoleHead role={role} onEdit={onEdit} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {everyPermission.map((permission) => (
            <tr key={permission}>
              <th scope="row">
                <code>{permission}</code>
              </th>
              {roles.map((role) => (
                <td key={keyOf(role)}>
                  <Checkbox
                    size="xs"
                    aria-label={`${role.name}: ${permission}`}
                    checked={role.spec.permissions?.includes(permission) ?? false}
                    disabled={isPredefined(role) || !mayManage}
                    onChange={() => change(role, permission)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Roles and what they permit. */
export function RolesPage() {
  const { t } = useTranslation(['people', 'shell']);
  const may = useMay();
  const roles = useRoles();
  const [edit, setEdit] = useState<Edit | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <PageFrame
      title={t('shell:nav.roles')}
      lead={<Text size="sm">{t('rolesLead')}</Text>}
      acts={
        may('roles/manage') ? (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
            {t('addRole')}
          </Button>
        ) : null
      }
    >
      {roles.error === null ? null : (
        <ProblemAlert error={roles.error} onRetry={() => void roles.refetch()} />
      )}
      <Group>{roles.data === undefined ? null : <Matrix roles={roles.data} onEdit={setEdit} />}</Group>
      <AddRole opened={isAdding} onClose={() => setIsAdding(false)} />
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} />
    </PageFrame>
  );
}
