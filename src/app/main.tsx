import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { keepInstallQuestion } from './state/install.ts';
import { dressPage } from './shell/dress-page.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { registerWorker } from './shell/update.ts';

dressPage();
keepInstallQuestion();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <ErrorBoundary>
      <App />
    </ErrorBoundary>,
  );
}
registerWorker();
