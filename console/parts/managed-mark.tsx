import { Badge, Tooltip } from '@mantine/core';
import { GitBranch } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** Which set owns a resource, and where its manifest says so. */
export interface Owner {
  readonly set?: string;
  readonly file?: string;
  readonly line?: number;
}

/** Marks what is managed from git, with set, file and line. Nothing for what is not. */
export function ManagedMark({ owners }: { readonly owners: readonly Owner[] }) {
  const { t } = useTranslation('shell');
  const [owner] = owners;
  if (owner === undefined) return null;
  const { set = '', file, line } = owner;
  const where = file === undefined ? t('managed.set', { set }) : t('managed.where', { set, file, line });
  return (
    <Tooltip label={t('managed.hint')} multiline w={320} events={{ hover: true, focus: true, touch: true }}>
      <Badge
        variant="light"
        color="grape"
        tt="none"
        leftSection={<GitBranch size={12} aria-hidden />}
        tabIndex={0}
        maw="100%"
      >
        {t('managed.mark')} · {where}
      </Badge>
    </Tooltip>
  );
}
