import { Badge, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Impact } from '../../../schemas/contract/plan.ts';
import { colourOf } from './impact-colour.ts';

/** As many as one reads; the rest on demand. */
const shownAtFirst = 8;

function People({ people }: Pick<Impact, 'people'>) {
  const { t } = useTranslation('shell');
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? people : people.slice(0, shownAtFirst);
  const hidden = people.length - shown.length;
  return (
    <Text size="sm" c="dimmed">
      {shown.join(', ')}{' '}
      {hidden === 0 ? null : (
        <Text
          component="button"
          type="button"
          size="sm"
          c="var(--mantine-color-anchor)"
          onClick={() => setIsWhole(true)}
          bd={0}
          bg="none"
          p={0}
        >
          {t('impact.and', { count: hidden })}
        </Text>
      )}
    </Text>
  );
}

/** Whom a plan hits, the worst first: how many, in what way, and who. */
export function PeopleImpact({ impact }: { readonly impact: readonly Impact[] }) {
  const { t } = useTranslation('shell');
  if (impact.length === 0) return <Text size="sm">{t('impact.nobody')}</Text>;
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {impact.map((effect) => (
        <li key={`${effect.code} ${effect.account} ${effect.detail}`}>
          <Group gap="xs" align="baseline" wrap="nowrap">
            <Badge color={colourOf(effect.code)} variant="light" miw={32}>
              {effect.people.length === 0 ? '!' : effect.people.length}
            </Badge>
            <div>
              <Text size="sm">
                {effect.detail}{' '}
                <Text span c="dimmed">
                  ({effect.account})
                </Text>
              </Text>
              {effect.people.length === 0 ? null : <People people={effect.people} />}
            </div>
          </Group>
        </li>
      ))}
    </Stack>
  );
}
