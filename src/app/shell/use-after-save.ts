import { useEffect } from 'react';
import { useSendingFacts } from '../state/sending.tsx';

interface SyncRegistration extends ServiceWorkerRegistration {
  sync: { register: (tag: string) => Promise<void> };
}

/** Once there is something to lose: asks the browser to keep it, and to wake the app when there is a network again. */
export function useAfterSave(): void {
  const waiting = useSendingFacts()?.texts.size ?? 0;
  useEffect(() => {
    if (waiting === 0) return;
    void askToKeep();
    void askToWake();
  }, [waiting]);
}

async function askToKeep(): Promise<void> {
  if (!navigator.storage?.persist || (await navigator.storage.persisted())) return;
  await navigator.storage.persist();
}

/** A hint that only some browsers take; the runner tries by itself anyway. */
async function askToWake(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration || !hasSync(registration)) return;
  try {
    await registration.sync.register('send');
  } catch {
    // Refused in private windows and by choice of the user: the timer and the next start remain.
  }
}

function hasSync(registration: ServiceWorkerRegistration): registration is SyncRegistration {
  return 'sync' in registration;
}
