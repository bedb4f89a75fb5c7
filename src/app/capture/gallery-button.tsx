import { useEffect, useRef } from 'react';
import { captureMessages as words } from '../messages/vi.capture.ts';
import { Button } from '../ui/button.tsx';
import { Images } from '../ui/icon.tsx';

/** The system's picker. It may kill the page on a small phone; by then the draft is on disk. */
export function GalleryButton({
  first,
  main,
  disabled,
  onFiles,
}: {
  /** The way in that was asked for. */
  first: boolean;
  /** There is nothing to be done with yet: the one decisive button of the screen. */
  main: boolean;
  disabled: boolean;
  onFiles: (files: File[]) => Promise<void>;
}) {
  const input = useRef<HTMLInputElement>(null);
  const isAskedFor = first && !disabled;
  useEffect(() => {
    // The tap that led here still counts for some seconds; after a reload there was none, and the button waits for one.
    if (isAskedFor && navigator.userActivation?.isActive) input.current?.click();
  }, [isAskedFor]);
  return (
    <>
      <Button kind={main ? 'primary' : 'plain'} icon={<Images />} disabled={disabled} onClick={() => input.current?.click()}>
        {words.gallery}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={(event) => {
          const { files } = event.target;
          void onFiles([...(files ?? [])]);
          // The same picture may be chosen again after it was removed.
          event.target.value = '';
        }}
      />
    </>
  );
}
