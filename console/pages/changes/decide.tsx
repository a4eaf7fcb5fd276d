import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { sayDone } from '../../parts/say.ts';

const decisions = ['approve', 'reject'] as const;

type Decision = (typeof decisions)[number];

function send(id: string, decision: Decision, comment: string) {
  const params = { path: { id } };
  return decision === 'approve'
    ? bodyOf(client.POST('/v1/plans/{id}/approve', { params, body: comment === '' ? {} : { comment } }))
    : bodyOf(client.POST('/v1/plans/{id}/reject', { params, body: { comment } }));
}

/** Two buttons to agree to a plan or to refuse it, each with a comment; a refusal has to say why. */
export function Decide({ id }: { readonly id: string }) {
  const { t } = useTranslation(['changes', 'shell']);
  const queries = useQueryClient();
  const [decision, setDecision] = useState<Decision>();
  const [comment, setComment] = useState('');
  const deciding = useMutation({
    mutationFn: (chosen: Decision) => send(id, chosen, comment.trim()),
    onSuccess: async (_answer, chosen) => {
      close();
      sayDone(t(`decided.${chosen}`));
      await queries.invalidateQueries();
    },
  });
  const close = (): void => {
    deciding.reset();
    setDecision(undefined);
    setComment('');
  };
  return (
    <>
      <Group gap="xs">
        <Button color="teal" onClick={() => setDecision('approve')}>
          {t('decide.approve')}
        </Button>
        <Button color="red" variant="light" onClick={() => setDecision('reject')}>
          {t('decide.reject')}
        </Button>
      </Group>
      <Modal
        opened={decision !== undefined}
        onClose={close}
        title={decision === undefined ? '' : t(`decideTitle.${decision}`)}
        closeButtonProps={{ 'aria-label': t('shell:act.close') }}
      >
        {decision === undefined ? null : (
          <Stack>
            <Text size="sm">{t(`decideHint.${decision}`)}</Text>
            <Textarea
              label={t('comment')}
              rows={3}
              maxLength={2000}
              required={decision === 'reject'}
              value={comment}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            {deciding.error === null ? null : <ProblemAlert error={deciding.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('shell:act.cancel')}
              </Button>
              <Button
                color={decision === 'approve' ? 'teal' : 'red'}
                disabled={decision === 'reject' && comment.trim() === ''}
                loading={deciding.isPending}
                onClick={() => deciding.mutate(decision)}
              >
                {t(`decideNow.${decision}`)}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
