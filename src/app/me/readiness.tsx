import { useEffect, useState } from 'react';
import { formatNumber } from '../../domain/text.ts';
import { personMessages } from '../messages/vi.person.ts';
import { CheckCheck, Clock3, TriangleAlert } from '../ui/icon.tsx';
import { InstallOffer } from './install-offer.tsx';
import style from './me.module.css';

interface State {
  worker: 'ready' | 'preparing' | 'none';
  isPersisted: boolean;
  used: number;
  free: number;
}

/** Whether this device can do without a network, each line bound to what the browser says. */
export function Readiness() {
  const [state, setState] = useState<State | null>(null);
  useEffect(() => {
    const look = (): void => void readState().then(setState);
    look();
    navigator.serviceWorker?.addEventListener('controllerchange', look);
    const timer = window.setInterval(look, 5_000);
    return () => {
      navigator.serviceWorker?.removeEventListener('controllerchange', look);
      window.clearInterval(timer);
    };
  }, []);

  return (
    <section className={`card ${style.section}`}>
      <h2>{personMessages.me.device}</h2>
      {state && (
        <>
          <WorkerLine worker={state.worker} />
          <p className={style.line}>
            {state.isPersisted ? <CheckCheck /> : <TriangleAlert />}
            {state.isPersisted ? personMessages.me.persisted : personMessages.me.notPersisted}
          </p>
          <p className="quiet">{personMessages.me.room(sizeText(state.used), sizeText(state.free))}</p>
          <p className="quiet">{personMessages.me.sentPhotos}</p>
        </>
      )}
      <InstallOffer />
    </section>
  );
}

function WorkerLine({ worker }: { worker: State['worker'] }) {
  const words = { ready: personMessages.me.ready, preparing: personMessages.me.notReady, none: personMessages.me.noWorker };
  const icons = { ready: <CheckCheck />, preparing: <Clock3 />, none: <TriangleAlert /> };
  return (
    <p className={style.line}>
      {icons[worker]}
      {words[worker]}
    </p>
  );
}

/** A worker is active only after its precache is whole: that is what "ready" says. */
async function readState(): Promise<State> {
  const registration = await navigator.serviceWorker?.getRegistration();
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate()) ?? {};
  return {
    worker: !('serviceWorker' in navigator) ? 'none' : registration?.active ? 'ready' : 'preparing',
    isPersisted: (await navigator.storage?.persisted()) ?? false,
    used: usage,
    free: Math.max(0, quota - usage),
  };
}

function sizeText(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes >= 1000 ? `${formatNumber(Math.round(megabytes / 100) / 10)}\u00A0GB` : `${formatNumber(Math.round(megabytes))}\u00A0MB`;
}
