import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageFrameProps {
  readonly title: string;
  /** A sentence on what the page is for. */
  readonly lead?: ReactNode;
  /** What can be done on this page, beside its title. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** What every page looks like: one heading, what can be done, and the rest. The heading is the window's title too. */
export function PageFrame({ title, lead, acts, children }: PageFrameProps) {
  useEffect(() => {
    document.title = `${title} · Bylaw`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Box>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text component="div" c="dimmed" size="sm" mt={4} maw="80ch">
              {lead}
            </Text>
          )}
        </Box>
        {acts === undefined ? null : <Group gap="xs">{acts}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
