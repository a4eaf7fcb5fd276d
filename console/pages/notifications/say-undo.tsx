import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

/** Tells of something done that can be taken back for a moment. */
export function sayUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({
    color: 'teal',
    withBorder: true,
    autoClose: 8000,
    closeButtonProps: { 'aria-label': i18next.t('shell:act.close') },
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {i18next.t('shell:act.undo')}
        </Button>
      </Group>
    ),
  });
}
