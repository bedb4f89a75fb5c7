import './ui/tokens.css';
import './ui/base.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App, findDevice } from './shell/app.tsx';
import { keepInstallQuestion } from './state/install.ts';
import { dressPage } from './shell/dress-page.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { registerWorker } from './shell/update.ts';

dressPage();
keepInstallQuestion();
const root = document.getElementById('root');
if (root) {
  // At once: left to React's scheduler, the first screen waits for a frame of nothing and for the browser to put the code
  // that has just run into its cache.
  flushSync(() =>
    createRoot(root).render(
      <ErrorBoundary>
        <App initial={findDevice()} />
      </ErrorBoundary>,
    ),
  );
}
registerWorker();
