import { Badge, Chip, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Impact } from '../../../schemas/contract/plan.ts';
import { FilterText } from '../../parts/filter-text.tsx';
import { useFormats } from '../../parts/formats.ts';
import { colourOf } from '../../parts/plan/impact-colour.ts';
import { PeopleImpact } from '../../parts/plan/people-impact.tsx';
import { present } from '../../parts/search-params.ts';

const route = getRouteApi('/changes/$id');

/** How many people each effect hits, over all accounts; effects on accounts themselves count one each. */
function countsOf(impact: readonly Impact[]): ReadonlyMap<Impact['code'], number> {
  const counts = new Map<Impact['code'], number>();
  for (const { code, people } of impact)
    counts.set(code, (counts.get(code) ?? 0) + Math.max(1, people.length));
  return counts;
}

function matching(impact: readonly Impact[], who: string, effect: string | undefined): readonly Impact[] {
  return impact
    .filter(({ code }) => effect === undefined || code === effect)
    .map((one) => ({ ...one, people: one.people.filter((name) => name.toLowerCase().includes(who)) }))
    .filter(({ people }) => who === '' || people.length > 0);
}

/** Whom the plan hits: counts by effect, which are filters; names, which can be searched. */
export function PlanPeople({ impact }: { readonly impact: readonly Impact[] }) {
  const { t } = useTranslation('changes');
  const { number } = useFormats();
  const { who, effect } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: { who?: string | undefined; effect?: string | undefined }): void =>
    void navigate({ search: (former) => present({ ...former, ...to }), replace: true });
  const shown = matching(impact, (who ?? '').toLowerCase(), effect);
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="people">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} size="h4" id="people">
            {t('people')}
          </Title>
          {impact.length === 0 ? null : (
            <FilterText label={t('findPerson')} value={who} onChange={(next) => change({ who: next })} />
          )}
        </Group>
        {impact.length === 0 ? null : (
          <Group gap="xs">
            {[...countsOf(impact)].map(([code, count]) => (
              <Chip
                key={code}
                size="sm"
                checked={effect === code}
                onChange={(on) => change({ effect: on ? code : undefined })}
                color={colourOf(code)}
                variant="light"
              >
                {t(`effects.${code}`)}{' '}
                <Badge size="sm" variant="default" component="span">
                  {number(count)}
                </Badge>
              </Chip>
            ))}
          </Group>
        )}
        {impact.length > 0 && shown.length === 0 ? (
          <Text size="sm">{t('nobodyFound')}</Text>
        ) : (
          <PeopleImpact impact={shown} />
        )}
      </Stack>
    </Paper>
  );
}
