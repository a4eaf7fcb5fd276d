import { Anchor, Box, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { FilterText } from '../../parts/filter-text.tsx';
import { present } from '../../parts/search-params.ts';
import { PeopleList } from './people-list.tsx';

/** The holders of an account below its line; with all filters they have a page of their own. */
export function AccountHoldersBelow({ account }: { readonly account: string }) {
  const { t } = useTranslation('seats');
  const [q, setQ] = useState<string>();
  return (
    <Box p="sm">
      <Stack gap="sm">
        <Group justify="space-between">
          <FilterText label={t('filters.person')} value={q} onChange={setQ} />
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/seats/accounts/$account" params={{ account }} {...props} />}
          >
            {t('holders.open', { account })}
          </Anchor>
        </Group>
        <PeopleList
          label={t('holders.of', { account })}
          queryKey={['holders', account, { q }]}
          read={(cursor, limit) =>
            bodyOf(
              client.GET('/v1/accounts/{account}/seats/holders', {
                params: { path: { account }, query: present({ q, cursor, limit }) },
              }),
            )
          }
          isFiltered={q !== undefined}
          empty={t('holders.empty')}
        />
      </Stack>
    </Box>
  );
}
