import { NavLink, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../client/who.ts';
import { destinations, groups, namingAreas } from './destinations.ts';

/** The pages that the person has a use for, in groups. */
export function Menu({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation(namingAreas);
  const may = useMay();
  const open = destinations.filter(({ permission }) => permission === undefined || may(permission));
  return (
    <Stack gap="md">
      {groups.map((group) => {
        const links = open.filter((destination) => destination.group === group);
        if (links.length === 0) return null;
        return (
          <div key={group}>
            {group === 'attention' ? null : (
              <Text size="xs" fw={600} c="dimmed" tt="uppercase" px="sm" pb={4}>
                {t(`shell:nav.${group}`)}
              </Text>
            )}
            {links.map(({ to, name, icon: Icon }) => (
              <NavLink
                key={to}
                component={Link}
                to={to}
                label={t(name)}
                leftSection={<Icon size={18} aria-hidden />}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                onClick={onLeave}
                variant="light"
                style={{ borderRadius: 'var(--mantine-radius-sm)' }}
              />
            ))}
          </div>
        );
      })}
    </Stack>
  );
}
