import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { makeQueries } from './api/queries.ts';
import { App } from './app.tsx';
import { registerServiceWorker, reloadWhenOutdated } from './shell/service-worker.ts';
import { ThemeProvider } from './shell/theme.tsx';
import { beginAnewWithOtherTabs } from './shell/whose.ts';
import './shell/ground.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={makeQueries()}>
      <ThemeProvider>
        <App />
      </ThemeProvider>
    </QueryClientProvider>
  </StrictMode>,
);
registerServiceWorker();
reloadWhenOutdated();
beginAnewWithOtherTabs();
