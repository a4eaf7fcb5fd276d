import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface SettingsGroupProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** Settings that belong together. */
export function SettingsGroup({ title, lead, children }: SettingsGroupProps) {
  return (
    <Paper component="section" withBorder p="lg" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      {lead === undefined ? null : (
        <Text size="sm" c="dimmed" mt={4} maw="70ch">
          {lead}
        </Text>
      )}
      <div>{children}</div>
    </Paper>
  );
}
