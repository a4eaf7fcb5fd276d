import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ListSetting } from '../../parts/settings/list-setting.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { SwitchSetting } from '../../parts/settings/switch-setting.tsx';
import { TextSetting } from '../../parts/settings/text-setting.tsx';
import type { StepProps } from './step-props.ts';
import classes from './values-step.module.css';

const xmlsoap = 'http://schemas.xmlsoap.org';
const identity = `${xmlsoap}/ws/2005/05/identity/claims`;
const rows = [
  ['NameID', 'nameId'],
  [`${identity}/emailaddress`, 'email'],
  [`${identity}/givenname`, 'givenname'],
  [`${identity}/surname`, 'surname'],
  [`${xmlsoap}/claims/Group`, 'group'],
] as const;

function ClaimTable() {
  const { t } = useTranslation('security');
  return (
    <Table mt="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('sso.claim')}</Table.Th>
          <Table.Th scope="col">{t('sso.becomes')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([claim, name]) => (
          <Table.Tr key={claim}>
            <Table.Td>
              <code className={classes['value']}>{claim}</code>
            </Table.Td>
            <Table.Td>{t(`sso.claimRows.${name}`)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What the identity provider says of people, and what becomes of it. */
export function ClaimsStep({ draft }: StepProps) {
  const { t } = useTranslation('security');
  return (
    <>
      <SettingsGroup title={t('sso.claims')}>
        <ClaimTable />
      </SettingsGroup>
      <SettingsGroup title={t('sso.steps.claimsHint')}>
        <SwitchSetting
          draft={draft}
          field="/autoCreateUsers"
          label={t('sso.autoCreateUsers')}
          hint={t('sso.autoCreateUsersHint')}
        />
        <ListSetting
          draft={draft}
          field="/defaultRoles"
          label={t('sso.defaultRoles')}
          hint={t('sso.defaultRolesHint')}
          placeholder={t('sso.addName')}
        />
        <SwitchSetting
          draft={draft}
          field="/autoCreateGroups"
          label={t('sso.autoCreateGroups')}
          hint={t('sso.autoCreateGroupsHint')}
        />
        <TextSetting
          draft={draft}
          field="/maxGroupRemovals"
          label={t('sso.maxGroupRemovals')}
          hint={t('sso.maxGroupRemovalsHint')}
          parse={(text) => (/^\d+$/.test(text) ? Number(text) : text)}
        />
        <ListSetting
          draft={draft}
          field="/aliasDomains"
          label={t('sso.aliasDomains')}
          hint={t('sso.aliasDomainsHint')}
          placeholder="corp.acme.example"
        />
      </SettingsGroup>
    </>
  );
}
