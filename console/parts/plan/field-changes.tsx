import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldChange } from '../../../schemas/contract/plan.ts';
import classes from './field-changes.module.css';
import { fieldName, valueText } from './value-text.ts';

function Items({ change }: { readonly change: FieldChange }) {
  const text = (value: unknown): string => valueText(value);
  return (
    <Group gap={6}>
      {change.removed?.map((item) => (
        <Badge key={text(item)} color="red" variant="light" tt="none">
          − {text(item)}
        </Badge>
      ))}
      {change.added?.map((item) => (
        <Badge key={text(item)} color="teal" variant="light" tt="none">
          + {text(item)}
        </Badge>
      ))}
    </Group>
  );
}

function Value({ of, value }: { readonly of: 'before' | 'after'; readonly value: unknown }) {
  const { t } = useTranslation('shell');
  const text = valueText(value);
  return (
    <Code block={text.includes('\n')} className={classes[of]}>
      <span className={classes['hidden']}>{t(`impact.${of}`)}: </span>
      {value === undefined ? t('unset') : text}
    </Code>
  );
}

/** Fields that differ, before and after; of lists what is added and what is taken away. */
export function FieldChanges({ fields }: { readonly fields: readonly FieldChange[] }) {
  return (
    <Stack gap={6}>
      {fields.map((change) => (
        <div key={change.path} className={classes['field']}>
          <Text size="sm" fw={500} className={classes['name']}>
            {fieldName(change)}
          </Text>
          {change.added !== undefined || change.removed !== undefined ? (
            <Items change={change} />
          ) : (
            <Group gap={6} align="flex-start" className={classes['values']}>
              {change.before === undefined ? null : <Value of="before" value={change.before} />}
              <span aria-hidden>→</span>
              <Value of="after" value={change.after} />
            </Group>
          )}
        </div>
      ))}
    </Stack>
  );
}
