/** Chrome's own question "install this app?", kept until somebody asks for it. */
export interface InstallQuestion extends Event {
  prompt: () => Promise<unknown>;
}

let question: InstallQuestion | null = null;
const listeners = new Set<() => void>();

/** Called before the first paint: the event comes once and early. */
export function keepInstallQuestion(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    change(isInstallQuestion(event) ? event : null);
  });
  window.addEventListener('appinstalled', () => change(null));
}

export function installQuestion(): InstallQuestion | null {
  return question;
}

export function subscribeToInstall(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(next: InstallQuestion | null): void {
  question = next;
  for (const listener of listeners) listener();
}

function isInstallQuestion(event: Event): event is InstallQuestion {
  return 'prompt' in event;
}
