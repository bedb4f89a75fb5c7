import { useCallback, useState } from 'react';

export type CameraState = 'starting' | 'live' | 'blocked' | 'missing';

/**
 * The picture from the back camera in a video element. In the page, since opening the camera app can kill the page on
 * phones with little memory (ux.md 0.6).
 */
export function useCamera(): { state: CameraState; show: (video: HTMLVideoElement) => () => void } {
  const [state, setState] = useState<CameraState>('starting');

  const show = useCallback((video: HTMLVideoElement) => {
    let stream: MediaStream | null = null;
    let left = false;
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    const start = async (): Promise<void> => {
      if (!navigator.mediaDevices?.getUserMedia) return setState('missing');
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1440 } },
        });
        if (left) return stop();
        video.srcObject = stream;
        await video.play();
        setState('live');
      } catch (error) {
        const isBlocked = error instanceof DOMException && error.name === 'NotAllowedError';
        if (!left) setState(isBlocked ? 'blocked' : 'missing');
      }
    };
    void start();
    return () => {
      left = true;
      stop();
    };
  }, []);

  return { state, show };
}
