import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ManagedMark } from '../managed-mark.tsx';
import type { Draft } from './use-draft.ts';

interface OriginProps {
  readonly draft: Draft;
  readonly field: string;
  readonly label: string;
}

function useSentence({ draft, field }: Pick<OriginProps, 'draft' | 'field'>): string {
  const { t } = useTranslation('shell');
  if (draft.isInherited(field)) return t('settings.willInherit');
  if (draft.isChanged(field)) return t('settings.changed');
  const origin = draft.origin(field);
  if (origin === 'platform') return t('settings.platform');
  const [kind, name = ''] = origin.split('/');
  if (kind !== 'SettingsTemplate') return t('settings.own');
  return t(draft.isOwn(field) ? 'settings.enforced' : 'settings.template', { name });
}

/** Where the value of a setting comes from, and the way back to what is inherited. */
export function Origin({ draft, field, label }: OriginProps) {
  const { t } = useTranslation('shell');
  const sentence = useSentence({ draft, field });
  const owner = draft.owner(field);
  const act = (text: string, does: () => void) => (
    <Anchor component="button" type="button" size="xs" onClick={does} aria-label={`${text}: ${label}`}>
      {text}
    </Anchor>
  );
  return (
    <Group gap="xs" mih={22}>
      {owner === undefined ? (
        <Text size="xs" c="dimmed">
          {sentence}
        </Text>
      ) : (
        <ManagedMark owners={[owner]} />
      )}
      {owner !== undefined && draft.mayEdit && draft.isReadOnly(field)
        ? act(t('managed.breakGlass'), () => draft.breakGlass(field))
        : null}
      {!draft.isReadOnly(field) && draft.isOwn(field)
        ? act(t('settings.inherit'), () => draft.inherit(field))
        : null}
    </Group>
  );
}
