import { Alert, Button, List, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../client/problem.ts';

interface ProblemAlertProps {
  readonly error: Error;
  readonly onRetry?: () => void;
}

/** What went wrong, what to do about it, and the number to ask with. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const { t } = useTranslation('shell');
  const problem = error instanceof Problem ? error : undefined;
  const others = problem?.diagnostics.filter(({ summary }) => summary !== error.message) ?? [];
  return (
    <Alert
      color="red"
      icon={<CircleAlert size={18} aria-hidden />}
      title={t('problem.title')}
      role="alert"
      variant="light"
    >
      <Text size="sm">{error.message}</Text>
      {problem?.remedy === undefined ? null : <Text size="sm">{problem.remedy}</Text>}
      {others.length === 0 ? null : (
        <List size="sm" mt="xs">
          {others.map(({ summary, pointer, address, remedy }) => (
            <List.Item key={`${address} ${pointer} ${summary}`}>
              {summary}
              {remedy === undefined ? null : ` – ${remedy}`}
            </List.Item>
          ))}
        </List>
      )}
      {problem?.requestId === undefined ? null : (
        <Text size="xs" c="dimmed" mt="xs">
          {t('problem.reference', { id: problem.requestId })}
        </Text>
      )}
      {onRetry === undefined ? null : (
        <Button size="xs" variant="default" mt="sm" onClick={onRetry}>
          {t('act.retry')}
        </Button>
      )}
    </Alert>
  );
}
