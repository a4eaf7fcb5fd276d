import { Group, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../../parts/settings/use-draft.ts';
import { isColour } from './contrast.ts';
import classes from './look.module.css';

interface SampleProps {
  readonly mode: 'light' | 'dark';
  readonly colour: string;
  readonly logo: string | undefined;
}

/** A small sign-in page. */
function Sample({ mode, colour, logo }: SampleProps) {
  const { t } = useTranslation('customization');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.style.setProperty('--sample-colour', colour), [colour]);
  return (
    <div ref={place} className={`${classes['sample']} ${classes[mode]}`} aria-hidden>
      {logo === undefined ? null : <img src={logo} alt="" className={classes['logo']} />}
      <Text fw={600} mt="xs">
        {t('look.sampleTitle')}
      </Text>
      <span className={classes['button']}>{t('look.sampleButton')}</span>
    </div>
  );
}

/** How what is chosen looks, before it is saved. */
export function Preview({ draft }: { readonly draft: Draft }) {
  const { t } = useTranslation('customization');
  const mode = draft.value('/theme/mode');
  const colour = String(draft.value('/theme/primaryColor') ?? '');
  const logo = draft.value('/logo');
  const shown = (['light', 'dark'] as const).filter(
    (each) => mode === each || (mode !== 'light' && mode !== 'dark'),
  );
  return (
    <>
      <Text size="sm" fw={600} mt="xs" mb="xs">
        {t('look.preview')}
      </Text>
      <Group align="stretch">
        {shown.map((each) => (
          <Sample
            key={each}
            mode={each}
            colour={isColour(colour) ? colour : '#000000'}
            logo={typeof logo === 'string' ? logo : undefined}
          />
        ))}
      </Group>
    </>
  );
}
