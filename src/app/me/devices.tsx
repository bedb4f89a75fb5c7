import { useState } from 'react';
import { formatInstant } from '../../domain/text.ts';
import { fetchDevices, signOutDevice, type SignedInDevice } from '../../sync/devices.ts';
import { personMessages } from '../messages/vi.person.ts';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { LogOut, Smartphone } from '../ui/icon.tsx';
import style from './me.module.css';

const words = personMessages.me.devices;

/** A phone was lost or lent: its owner signs it out from here. Asked for, since only the server knows and it costs a request. */
export function Devices() {
  const [devices, setDevices] = useState<SignedInDevice[] | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<keyof typeof words.failure | null>(null);
  const [asked, setAsked] = useState<SignedInDevice | null>(null);

  const show = async (answering: ReturnType<typeof fetchDevices>): Promise<boolean> => {
    setLoading(true);
    const answer = await answering;
    setLoading(false);
    setFailure(answer.status === 'loaded' ? null : answer.status);
    if (answer.status === 'loaded') setDevices(answer.devices);
    return answer.status === 'loaded';
  };
  const signOut = async (device: SignedInDevice): Promise<void> => {
    setAsked(null);
    if (await show(signOutDevice(device.id))) showToast({ text: words.done });
  };

  return (
    <section className={`card ${style.section}`}>
      <h2>{words.title}</h2>
      {devices === null && (
        <Button kind="plain" icon={<Smartphone />} disabled={isLoading} onClick={() => void show(fetchDevices())}>
          {isLoading ? words.loading : words.show}
        </Button>
      )}
      <div role="alert">{failure && <p className={style.warning}>{words.failure[failure]}</p>}</div>
      {devices && (
        <ul className={style.devices}>
          {devices.map((device) => (
            <li key={device.id}>
              <p>
                <strong>{device.isThis ? words.thisOne : words.other}</strong>
              </p>
              <p className="quiet">{words.signedIn(formatInstant(device.signedInAt))}</p>
              <p className="quiet">{device.lastSeenAt === null ? words.neverSeen : words.seen(formatInstant(device.lastSeenAt))}</p>
              {!device.isThis && (
                <Button kind="plain" icon={<LogOut />} onClick={() => setAsked(device)}>
                  {words.signOut}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Dialog title={words.ask} open={asked !== null} onClose={() => setAsked(null)}>
        {asked && <p className="quiet">{words.signedIn(formatInstant(asked.signedInAt))}</p>}
        <p>{words.explains}</p>
        <Button kind="danger" icon={<LogOut />} onClick={() => asked && void signOut(asked)}>
          {words.yes}
        </Button>
        <Button kind="plain" onClick={() => setAsked(null)}>
          {words.no}
        </Button>
      </Dialog>
    </section>
  );
}
