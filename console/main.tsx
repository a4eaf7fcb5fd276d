import './styles.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createQueryClient } from './client/query-client.ts';
import { createConsoleRouter } from './router/router.ts';
import { initialLanguage } from './texts/languages.ts';
import { speak } from './texts/start-texts.ts';

await speak(initialLanguage());
const queries = createQueryClient();
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App queries={queries} router={createConsoleRouter(queries)} />
    </StrictMode>,
  );
}
