import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

interface Undoable {
  readonly message: string;
  readonly label: string;
  /** Left out: nothing can be taken back. */
  readonly undo?: () => void;
}

const timeToThink = 10_000;

/** Tells of something done, with the way back while it is shown. */
export function sayUndoable({ message, label, undo }: Undoable): void {
  const id: string = notifications.show({
    color: 'teal',
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('shell:act.close') },
    autoClose: timeToThink,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        {undo === undefined ? null : (
          <Button
            size="xs"
            variant="light"
            miw="fit-content"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {label}
          </Button>
        )}
      </Group>
    ),
  });
}
