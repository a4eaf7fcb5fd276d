import '@mantine/spotlight/styles.css';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../client/who.ts';
import { destinations, namingAreas } from './destinations.ts';

/** Jumps to any page by a few letters of its name. `opened` goes up each time it is wanted. */
export function Palette({ opened }: { readonly opened: number }) {
  const { t } = useTranslation(namingAreas);
  const may = useMay();
  const navigate = useNavigate();
  useEffect(() => {
    if (opened > 0) spotlight.open();
  }, [opened]);
  const actions = destinations
    .filter(({ permission }) => permission === undefined || may(permission))
    .map(({ to, name, icon: Icon }) => ({
      id: to,
      label: t(name),
      leftSection: <Icon size={18} aria-hidden />,
      onClick: () => void navigate({ to }),
    }));
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={t('shell:palette.nothing')}
      searchProps={{
        leftSection: <Search size={18} aria-hidden />,
        placeholder: t('shell:palette.placeholder'),
        'aria-label': t('shell:palette.placeholder'),
      }}
    />
  );
}
