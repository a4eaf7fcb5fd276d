import { Alert, Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import classes from './new-secret.module.css';

interface NewSecretProps {
  readonly account: string;
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Makes a webhook's next signing secret, and shows it once. */
export function NewSecret({ account, name, isOpen, onClose }: NewSecretProps) {
  const { t } = useTranslation(['notifications', 'shell']);
  const make = useMutation({
    mutationFn: () =>
      bodyOf(
        client.POST('/v1/accounts/{account}/webhooks/{name}/secret', { params: { path: { account, name } } }),
      ),
    gcTime: 0,
  });
  const close = (): void => {
    make.reset();
    onClose();
  };
  const secret = make.data?.secret;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('notifications:webhooks.secretTitle', { name })}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <Text size="sm">{t('notifications:webhooks.secretLead')}</Text>
        {make.error === null ? null : <ProblemAlert error={make.error} />}
        {secret === undefined ? null : (
          <Alert variant="light" color="teal" title={t('notifications:webhooks.secretOnce')} role="status">
            <Group wrap="nowrap">
              <Code className={classes['secret']}>{secret}</Code>
              <CopyButton value={secret} name={t('notifications:webhooks.secretName')} />
            </Group>
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t(secret === undefined ? 'shell:act.cancel' : 'shell:act.close')}
          </Button>
          {secret === undefined ? (
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              {t('notifications:webhooks.secretMake')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Modal>
  );
}
