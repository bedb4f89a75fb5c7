import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { onceMore } from '../../localdb/once-more.ts';
import { captureMessages as words } from '../messages/vi.capture.ts';
import { useDevice } from '../state/device.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { messages } from '../messages/vi.ts';
import { Camera } from './camera.tsx';
import { checkFreeSpace, type FreeSpace } from './free-space.ts';
import { prepareDraft, type Prepared } from './prepare-draft.ts';
import { resumePhotoWork } from './resume.ts';

/** Photos first or for a form: the draft they belong to is looked up, and the disk asked for room, before the camera opens. */
export function Capture() {
  const device = useDevice();
  const [search] = useSearchParams();
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [space, setSpace] = useState<FreeSpace | null>(null);
  const id = search.get('draft');

  useEffect(() => {
    resumePhotoWork(device);
    let left = false;
    const prepare = async (): Promise<void> => {
      const [draft, free] = await onceMore(() => Promise.all([prepareDraft(device, id), checkFreeSpace(device.db)]));
      if (left) return;
      setPrepared(draft);
      setSpace(free);
    };
    void prepare();
    return () => {
      left = true;
    };
  }, [device, id]);

  if (!prepared || !space)
    return (
      <Screen title={words.title} back>
        {null}
      </Screen>
    );
  if (prepared.status !== 'ready') {
    return (
      <Screen title={words.title} back>
        <p>{prepared.status === 'gone' ? words.draftGone : words.noUnit}</p>
        <LinkButton kind="primary" href="/">
          {messages.navigation.today}
        </LinkButton>
      </Screen>
    );
  }
  return <Camera draft={prepared.draft} space={space} startsWith={search.get('from') === 'gallery' ? 'gallery' : 'camera'} />;
}
