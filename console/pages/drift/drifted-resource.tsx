import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Edit } from '../../client/edit.ts';
import { readResource } from '../../client/edit.ts';
import { useFormats } from '../../parts/formats.ts';
import { FieldChanges } from '../../parts/plan/field-changes.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { sayProblem } from '../../parts/say.ts';
import { appliedValue, type DriftedField, patchOf, pathOf, valueAt } from './drift.ts';
import { TakeIntoGit } from './take-into-git.tsx';

function Origin({ origin }: Pick<DriftedField, 'origin'>) {
  const { t } = useTranslation('drift');
  const { time } = useFormats();
  if (origin === null) return <Text size="sm">{t('unknown')}</Text>;
  const { by, at, ip, how, reason, entry } = origin;
  return (
    <Text size="sm">
      {t(`how.${how}`, { by, when: time(at) })}
      {ip === null ? '' : ` ${t('from', { ip })}`}
      {reason === null ? '' : ` ${t('because', { reason })}`}{' '}
      <Link to="/audit/$id" params={{ id: entry }}>
        {t('entry')}
      </Link>
    </Text>
  );
}

/** One resource: each field that differs, who made it so, and two ways on. */
export function DriftedResource({ fields }: { readonly fields: readonly [DriftedField, ...DriftedField[]] }) {
  const { t } = useTranslation('drift');
  const [first] = fields;
  const [edit, setEdit] = useState<Edit | null>(null);
  const [isTaking, setIsTaking] = useState(false);
  const puttingBack = useMutation({
    mutationFn: async (): Promise<Edit> => {
      const path = pathOf(first);
      const { spec, version } = await readResource(path);
      const patches = fields.map(({ field }) =>
        patchOf(field.path, appliedValue(field, valueAt(spec, field.path))),
      );
      return { path, method: 'PATCH', spec: patches.reduce(merged, {}), version };
    },
    onSuccess: setEdit,
    onError: sayProblem,
  });
  return (
    <Paper withBorder p="md" component="article" aria-label={first.address}>
      <Stack gap="sm">
        <Group justify="space-between">
          <div>
            <Text fw={600}>{first.address}</Text>
            <Text size="xs" c="dimmed">
              {t('managedBy', {
                set: first.set,
                file: first.source.file ?? '',
                line: first.source.line ?? 0,
              })}
            </Text>
          </div>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={() => setIsTaking(true)}>
              {t('take')}
            </Button>
            <Button
              size="xs"
              variant="default"
              loading={puttingBack.isPending}
              onClick={() => puttingBack.mutate()}
            >
              {t('putBack')}
            </Button>
          </Group>
        </Group>
        {fields.map(({ field, origin }) => (
          <div key={field.path}>
            <FieldChanges fields={[field]} />
            <Origin origin={origin} />
          </div>
        ))}
      </Stack>
      <TakeIntoGit field={first} opened={isTaking} onClose={() => setIsTaking(false)} />
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} />
    </Paper>
  );
}

/** Both patches in one. */
function merged(one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  const result = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const [former, isBoth] = [result[key], isObject(result[key]) && isObject(value)];
    result[key] = isBoth
      ? merged(former as Record<string, unknown>, value as Record<string, unknown>)
      : value;
  }
  return result;
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
