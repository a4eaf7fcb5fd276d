import { ActionIcon, Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Loaded when it is first wanted. */
const Palette = lazy(() => import('./palette.tsx').then((module) => ({ default: module.Palette })));

/** Opens the palette, by a click or by Ctrl/Cmd K. */
export function PaletteButton() {
  const { t } = useTranslation('shell');
  const [opened, setOpened] = useState(0);
  const open = (): void => setOpened((times) => times + 1);
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <Button
        visibleFrom="sm"
        variant="default"
        size="sm"
        c="dimmed"
        fw={400}
        leftSection={<Search size={16} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={open}
      >
        {t('palette.open')}
      </Button>
      <ActionIcon hiddenFrom="sm" variant="default" size={36} aria-label={t('palette.open')} onClick={open}>
        <Search size={18} aria-hidden />
      </ActionIcon>
      {opened === 0 ? null : (
        <Suspense>
          <Palette opened={opened} />
        </Suspense>
      )}
    </>
  );
}
