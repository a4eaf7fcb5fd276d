import { AppShell, Box, Burger, Group, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Menu } from './menu.tsx';
import { PaletteButton } from './palette-button.tsx';
import classes from './shell.module.css';

/** Its place is kept while it is loaded: the page does not wait for it. */
const MyMenu = lazy(async () => ({ default: (await import('./my-menu.tsx')).MyMenu }));

/** The frame: who one is and where one can go, around the page. */
export function Shell() {
  const { t } = useTranslation('shell');
  const [isOpen, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'md', sm: 'xl' }}
    >
      <a href="#content" className={classes['skip']}>
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t(isOpen ? 'nav.close' : 'nav.open')}
            />
            <UnstyledButton component={Link} to="/" className={classes['home']}>
              <img src="/console/icon.svg" alt="" width={28} height={28} />
              <Text fw={700}>{t('product')}</Text>
            </UnstyledButton>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <PaletteButton />
            <Suspense fallback={<Box w={34} h={34} />}>
              <MyMenu />
            </Suspense>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" style={{ overflowY: 'auto' }} aria-label={t('nav.label')}>
        <Menu onLeave={close} />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes['content']}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}
