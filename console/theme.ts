import { Badge, type CSSVariablesResolver, createTheme } from '@mantine/core';

/** One blue, soft corners, the system's letters: nothing to load before there is something to read. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Words as they are written, whole.
    Badge: Badge.extend({ defaultProps: { tt: 'none', fw: 600, miw: 'fit-content' } }),
  },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
});

/** Words on a pale ground of their own colour. */
const onLight = Object.fromEntries(
  Object.entries({
    blue: '#17568f',
    grape: '#77258a',
    gray: '#40474e',
    green: '#1c6129',
    orange: '#8a3c09',
    red: '#9c1f1f',
    teal: '#055c41',
    yellow: '#6e4b00',
  }).map(([colour, value]) => [`--mantine-color-${colour}-light-color`, value]),
);

/** Quiet texts stay readable (WCAG 1.4.3): Mantine's own are too pale for that. */
export const readableColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    ...onLight,
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
  },
});
