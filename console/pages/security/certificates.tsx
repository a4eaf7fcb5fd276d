import { ActionIcon, Badge, Button, Group, Stack, Text, Textarea, Tooltip } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../parts/formats.ts';
import { Origin } from '../../parts/settings/origin.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';
import classes from './certificates.module.css';
import type { SsoSetUp } from './sso-set-up.ts';

type Certificate = SsoSetUp['certificates'][number];
type Pem = { readonly pem: string };

const field = '/identityProvider/certificates';
/** Days from which on one is warned. */
const soon = 60;

const pemsIn = (value: unknown): readonly Pem[] => (Array.isArray(value) ? (value as Pem[]) : []);

function DaysLeft({ daysLeft, valid, validFrom }: Certificate) {
  const { t } = useTranslation('security');
  if (!valid && new Date(validFrom) > new Date())
    return (
      <Badge color="gray" variant="light">
        {t('sso.notYet')}
      </Badge>
    );
  return (
    <Badge color={!valid ? 'red' : daysLeft <= soon ? 'orange' : 'teal'} variant="light">
      {valid ? t('sso.daysLeft', { count: daysLeft }) : t('sso.expired')}
    </Badge>
  );
}

interface LineProps {
  readonly certificate: Certificate;
  /** null: it cannot be removed here. */
  readonly onRemove: (() => void) | null;
  readonly isOnlyValid: boolean;
}

function Line({ certificate, onRemove, isOnlyValid }: LineProps) {
  const { t } = useTranslation('security');
  const { date } = useFormats();
  const { subject, validFrom, validTo } = certificate;
  const label = isOnlyValid ? t('sso.onlyValid') : t('sso.removeCertificate', { name: subject });
  return (
    <li className={classes['line']}>
      <div className={classes['name']}>
        <Text size="sm" fw={600}>
          {subject}
        </Text>
        <Text size="xs" c="dimmed">
          {t('sso.until', { from: date(validFrom), to: date(validTo) })}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        <DaysLeft {...certificate} />
        {onRemove === null ? null : (
          <Tooltip label={label} multiline maw={280}>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={label}
              aria-disabled={isOnlyValid}
              {...(isOnlyValid ? { 'data-disabled': true } : { onClick: onRemove })}
            >
              <Trash2 size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </li>
  );
}

function AddPem({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('security');
  const [pem, setPem] = useState('');
  const isPem = pem.includes('-----BEGIN CERTIFICATE-----');
  const add = (): void => {
    draft.set(field, [...pemsIn(draft.value(field)), { pem: `${pem.trim()}\n` }]);
    setPem('');
  };
  return (
    <Stack gap="xs" mt="md">
      <Textarea
        label={t('sso.addCertificate')}
        rows={4}
        value={pem}
        onChange={({ currentTarget }) => setPem(currentTarget.value)}
        {...(pem !== '' && !isPem ? { error: t('sso.notPem') } : {})}
      />
      <Group>
        <Button size="xs" variant="default" disabled={!isPem} onClick={add}>
          {t('sso.addPem')}
        </Button>
      </Group>
    </Stack>
  );
}

/** By whose signatures sign-ins are believed: several, so that they can be rotated. */
export function Certificates({ draft, setUp }: { readonly draft: Draft; readonly setUp: SsoSetUp }) {
  const { t } = useTranslation('security');
  const { certificates } = setUp;
  const pems = pemsIn(draft.value(field));
  const isFromMetadata = pems.length === 0 && certificates.length > 0;
  const valid = certificates.filter((certificate) => certificate.valid);
  const mayChange = !draft.isReadOnly(field) && !isFromMetadata && !draft.isChanged(field);
  const remove = (at: number): void => draft.set(field, pems.toSpliced(at, 1));
  return (
    <SettingsGroup title={t('sso.certificates')} lead={t('sso.certificatesHint')}>
      {certificates.length === 0 ? (
        <Text size="sm" mt="md">
          {t('sso.noCertificates')}
        </Text>
      ) : (
        <ul className={classes['list']}>
          {certificates.map((certificate, at) => (
            <Line
              key={`${certificate.subject} ${certificate.validTo}`}
              certificate={certificate}
              isOnlyValid={certificate.valid && valid.length === 1}
              onRemove={mayChange ? () => remove(at) : null}
            />
          ))}
        </ul>
      )}
      {isFromMetadata ? (
        <Text size="xs" c="dimmed">
          {t('sso.fromMetadata')}
        </Text>
      ) : (
        <Origin draft={draft} field={field} label={t('sso.certificates')} />
      )}
      {draft.isReadOnly(field) || isFromMetadata ? null : <AddPem draft={draft} />}
    </SettingsGroup>
  );
}
