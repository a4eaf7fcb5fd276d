import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console is served by the API under this path: one origin, no CORS. */
const base = '/console/';

/** A server to work beside. */
const backend = process.env['BYLAW_DEV_SERVER'] ?? 'http://127.0.0.1:18080';

/** With the origin that the server asks of whoever changes something. */
const passedOn = { target: backend, headers: { origin: new URL(backend).origin } };

/** `npx vite --config console/vite.config.ts` works on the pages beside a server that runs. */
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
  server: { proxy: { '/v1': passedOn, '/login': passedOn } },
});
