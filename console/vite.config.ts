import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console is served by the API under this path: one origin, no CORS. */
const base = '/console/';

/** `npx vite --config console/vite.config.ts` works on the pages beside a server on port 18080. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base,
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL('../dist/console', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // A data: address for a small file would need another rule in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:18080', '/login': 'http://127.0.0.1:18080' } },
});
