import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyNoteProps {
  readonly title: string;
  /** What one could do about it. */
  readonly hint?: ReactNode;
  readonly act?: ReactNode;
}

/** Says that there is nothing, and what to do. */
export function EmptyNote({ title, hint, act }: EmptyNoteProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md">
      <Text fw={600}>{title}</Text>
      {hint === undefined ? null : (
        <Text size="sm" c="dimmed" ta="center" maw="50ch">
          {hint}
        </Text>
      )}
      {act}
    </Stack>
  );
}
