import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { onceMore } from '../../localdb/once-more.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { useDevice, type Device } from '../state/device.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import { EntryForm } from './form.tsx';
import { KindForPhotos } from './kind-for-photos.tsx';
import { openDraft, openEntry, openNew, type Opening } from './open-form.ts';
import { draftOfThisPage } from './open-mark.ts';

export function NewEntry({ kind }: { kind: string }) {
  const [search] = useSearchParams();
  const likeLast = search.get('like') === 'last';
  // Another way of starting is another form.
  return <Opened key={String(likeLast)} name={kind} open={(device) => openNewOrRestored(device, kind, likeLast)} canRepeat={!likeLast} />;
}

export function EditEntry({ id }: { id: string }) {
  return <Opened name={id} open={(device) => openEntry(device, id)} />;
}

/** The same form: what the reviewer said shows by itself on an entry that was returned. */
export function FixEntry({ id }: { id: string }) {
  return <Opened name={id} open={(device) => openEntry(device, id)} />;
}

export function ContinueDraft({ id }: { id: string }) {
  return <Opened name={id} open={(device) => openDraft(device, id)} />;
}

/** A page that died under a fresh form comes back to that form's draft, not to an empty one (pains 15). */
async function openNewOrRestored(device: Device, kind: string, likeLast: boolean): Promise<Opening> {
  const restored = draftOfThisPage();
  if (restored !== null && (await device.db.drafts.get(restored))?.kind === kind) return openDraft(device, restored);
  return openNew(device, { kind, likeLast });
}

function Opened({
  name,
  open,
  canRepeat = false,
}: {
  /** Opens anew when it changes. */
  name: string;
  open: (device: Device) => Promise<Opening>;
  canRepeat?: boolean;
}) {
  const device = useDevice();
  const [opening, setOpening] = useState<Opening | null>(null);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    let left = false;
    const read = async (): Promise<void> => {
      const next = await onceMore(() => open(device));
      if (!left) setOpening(next);
    };
    void read();
    return () => {
      left = true;
    };
    // `open` is a new function at every drawing; the name says what it opens.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [device, name, turn]);

  if (!opening)
    return (
      <Screen title={words.choose.title} back>
        {null}
      </Screen>
    );
  if (opening.status === 'open') return <EntryForm opened={opening} canRepeat={canRepeat} />;
  if (opening.status === 'chooseKind') return <KindForPhotos draft={opening.draft} onChosen={() => setTurn(turn + 1)} />;
  return (
    <Screen title={words.choose.title} back>
      <p>{words.opening[opening.status]}</p>
      <LinkButton kind="primary" href={opening.status === 'noUnit' ? '/' : '/log'}>
        {opening.status === 'noUnit' ? words.opening.home : words.opening.log}
      </LinkButton>
    </Screen>
  );
}
