import { Button, FileButton, Group, Text } from '@mantine/core';
import { ImageUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SettingRow } from '../../parts/settings/setting-row.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import type { Draft } from '../../parts/settings/use-draft.ts';
import classes from './logo.module.css';
import { type LogoRefusal, readLogo } from './read-logo.ts';

const field = '/logo';
const accept = 'image/png,image/jpeg,image/svg+xml';

function useRefusal(refused: LogoRefusal | undefined): string | undefined {
  const { t, i18n } = useTranslation('customization');
  if (refused === undefined) return undefined;
  const format = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1 });
  if (refused.reason === 'size') return t('logo.refusals.size', { size: format.format(refused.size) });
  if (refused.reason !== 'pixels') return t(`logo.refusals.${refused.reason}`);
  const { width, height } = refused;
  return t('logo.refusals.pixels', { width: format.format(width), height: format.format(height) });
}

interface DropProps {
  readonly draft: Draft;
  readonly id: string;
  readonly isOff: boolean;
}

function Drop({ draft, id, isOff }: DropProps) {
  const { t } = useTranslation('customization');
  const [isOver, setIsOver] = useState(false);
  const [refused, setRefused] = useState<LogoRefusal>();
  const refusal = useRefusal(refused);
  const logo = draft.value(field);
  const take = async (file: File | null | undefined): Promise<void> => {
    if (file === null || file === undefined || isOff) return;
    const read = await readLogo(file);
    setRefused('refused' in read ? read.refused : undefined);
    if ('logo' in read) draft.set(field, read.logo);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <section
      aria-label={t('logo.title')}
      className={`${classes['drop']} ${isOver ? classes['over'] : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(!isOff);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      {typeof logo === 'string' ? (
        <img src={logo} alt={t('logo.alt')} className={classes['image']} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('logo.none')}
        </Text>
      )}
      {isOff ? null : (
        <>
          <Text size="sm">{t('logo.drop')}</Text>
          <Group gap="xs">
            <FileButton accept={accept} onChange={(file) => void take(file)}>
              {(props) => (
                <Button
                  {...props}
                  id={id}
                  size="xs"
                  variant="default"
                  leftSection={<ImageUp size={14} aria-hidden />}
                >
                  {t('logo.choose')}
                </Button>
              )}
            </FileButton>
            {draft.isOwn(field) ? (
              <Button size="xs" variant="subtle" color="red" onClick={() => draft.inherit(field)}>
                {t('logo.remove')}
              </Button>
            ) : null}
          </Group>
        </>
      )}
      {refusal === undefined ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {refusal}
        </Text>
      )}
    </section>
  );
}

/** The logo, dropped or chosen; what cannot be one is refused at once, with the reason. */
export function Logo({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('customization');
  return (
    <SettingsGroup title={t('logo.title')}>
      <SettingRow draft={draft} field={field} label={t('logo.label')} hint={t('logo.hint')}>
        {({ id, disabled }) => <Drop draft={draft} id={id} isOff={disabled} />}
      </SettingRow>
    </SettingsGroup>
  );
}
