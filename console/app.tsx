import { DirectionProvider, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { createConsoleRouter } from './router/router.ts';
import { directionOf } from './texts/languages.ts';
import { readableColours, theme } from './theme.ts';

/** Nothing is to be told before something was done. */
const Notifications = lazy(async () => ({ default: (await import('@mantine/notifications')).Notifications }));

interface AppProps {
  readonly queries: QueryClient;
  readonly router: ReturnType<typeof createConsoleRouter>;
}

/** The Content-Security-Policy lets in only styles with the page's own number. */
const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** The console, with all that its pages have in common. */
export function App({ queries, router }: AppProps) {
  return (
    <DirectionProvider initialDirection={directionOf(document.documentElement.lang)} detectDirection={false}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={readableColours}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <Suspense>
          <Notifications position="bottom-right" />
        </Suspense>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
