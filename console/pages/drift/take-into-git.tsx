import { Code, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readResource } from '../../client/edit.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { type DriftedField, pathOf } from './drift.ts';

interface TakeIntoGitProps {
  readonly field: DriftedField;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The manifest as it would say what is there now. The library that writes YAML is loaded for it. */
async function manifestOf(field: DriftedField): Promise<string> {
  const [{ stringify }, { kind, metadata, spec }] = await Promise.all([
    import('yaml'),
    readResource(pathOf(field)),
  ]);
  return stringify({ apiVersion: 'bylaw.dev/v1', kind, metadata, spec });
}

/** Shows what is to be put into the manifest, so that the next apply keeps what is there now. */
export function TakeIntoGit({ field, opened, onClose }: TakeIntoGitProps) {
  const { t } = useTranslation(['drift', 'shell']);
  const manifest = useQuery({
    queryKey: ['drift', 'manifest', field.address],
    queryFn: () => manifestOf(field),
    enabled: opened,
  });
  const { file = '', line = 0 } = field.source;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('take')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <Text size="sm">{t('takeLead', { file, line })}</Text>
        {manifest.error === null ? null : <ProblemAlert error={manifest.error} />}
        {manifest.data === undefined ? null : (
          <>
            <Group justify="flex-end">
              <CopyButton value={manifest.data} name={t('manifest')} />
            </Group>
            <Code block tabIndex={0}>
              {manifest.data}
            </Code>
          </>
        )}
      </Stack>
    </Modal>
  );
}
