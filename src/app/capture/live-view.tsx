import { useRef, useState } from 'react';
import { captureMessages as words } from '../messages/vi.capture.ts';
import { Camera as CameraIcon, TriangleAlert } from '../ui/icon.tsx';
import style from './capture.module.css';
import { grabFrame } from './grab-frame.ts';
import { useCamera } from './use-camera.ts';

/** What the camera sees, and the shutter under the thumb. */
export function LiveView({ onShot, disabled }: { onShot: (frame: Promise<Uint8Array<ArrayBuffer> | null>) => void; disabled: boolean }) {
  const { state, show } = useCamera();
  const place = useRef<HTMLDivElement>(null);
  const [isTaking, setTaking] = useState(false);

  /** Every tap is a picture of its own moment, also while the one before is on its way to disk. */
  const shoot = async (): Promise<void> => {
    const video = place.current?.querySelector('video');
    if (!video) return;
    const frame = grabFrame(video);
    onShot(frame);
    setTaking(true);
    await frame.catch(() => null);
    setTaking(false);
  };

  if (state === 'blocked' || state === 'missing') {
    return (
      <p role="alert" className={style.trouble}>
        <TriangleAlert size={20} />
        {state === 'blocked' ? words.blocked : words.noCamera}
      </p>
    );
  }
  return (
    <div className={style.live} ref={place}>
      <video ref={show} className={`${style.video} ${isTaking ? style.taking : ''}`} aria-label={words.live} muted playsInline />
      {state === 'starting' && <p className={style.starting}>{words.starting}</p>}
      {state === 'live' && (
        <button type="button" className={style.shutter} onClick={() => void shoot()} disabled={disabled}>
          <CameraIcon size={28} />
          {words.shutter}
        </button>
      )}
    </div>
  );
}
