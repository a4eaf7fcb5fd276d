import { Button, Code, Group, List, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../parts/copy-button.tsx';

interface RecoveryCodesProps {
  /** None: nothing is shown. */
  readonly codes: readonly string[];
  readonly onClose: () => void;
}

/** Recovery codes, shown once. */
export function RecoveryCodes({ codes, onClose }: RecoveryCodesProps) {
  const { t } = useTranslation('profile');
  return (
    <Modal
      opened={codes.length > 0}
      onClose={onClose}
      title={t('codes')}
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <Stack>
        <Text size="sm">{t('codesLead')}</Text>
        <List listStyleType="none">
          {codes.map((code) => (
            <List.Item key={code}>
              <Code>{code}</Code>
            </List.Item>
          ))}
        </List>
        <Group justify="space-between">
          <CopyButton value={codes.join('\n')} name={t('codes')} />
          <Button onClick={onClose}>{t('kept')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
