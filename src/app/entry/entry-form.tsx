import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { lastWordsPlaces } from '../../localdb/last-words-place.ts';
import { onceMore } from '../../localdb/once-more.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { useDevice, type Device } from '../state/device.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { Screen } from '../ui/screen.tsx';
import { loadControls } from './field.tsx';
import { EntryForm } from './form.tsx';
import { openNew, type Opening } from './open-form.ts';
import { draftOfThisPage } from './open-mark.ts';

const NotOpened = lazyPart(async () => (await import('./not-opened.tsx')).NotOpened);
const KindForPhotos = lazyPart(async () => (await import('./kind-for-photos.tsx')).KindForPhotos);

export function NewEntry({ kind }: { kind: string }) {
  const [search] = useSearchParams();
  const likeLast = search.get('like') === 'last';
  // Another way of starting is another form.
  return <Opened key={String(likeLast)} what={likeLast ? 'newLikeLast' : 'new'} of={kind} />;
}

export function EditEntry({ id }: { id: string }) {
  const [search] = useSearchParams();
  return <Opened what={search.has('again') ? 'again' : 'entry'} of={id} />;
}

/** The same form: what the reviewer said shows by itself on an entry that was returned. */
export function FixEntry({ id }: { id: string }) {
  return <Opened what="entry" of={id} />;
}

export function ContinueDraft({ id }: { id: string }) {
  return <Opened what="draft" of={id} />;
}

/** Of a kind where the form is new, else of an entry's or a draft's id. */
type What = 'new' | 'newLikeLast' | 'entry' | 'again' | 'draft';

function Opened({ what, of }: { what: What; of: string }) {
  const device = useDevice();
  const [opening, setOpening] = useState<Opening | null>(null);

  useEffect(() => {
    let left = false;
    const read = async (): Promise<void> => {
      const next = await open(device, what, of);
      if (!left) setOpening(next);
    };
    read().catch((error: unknown) =>
      setOpening(() => {
        throw error;
      }),
    );
    return () => {
      left = true;
    };
  }, [device, what, of]);

  if (!opening)
    return (
      <Screen title={words.start} back>
        {null}
      </Screen>
    );
  if (opening.status === 'open') return <EntryForm opened={opening} canRepeat={what === 'new'} />;
  const openAgain = (): void => void open(device, what, of).then(setOpening);
  if (opening.status === 'chooseKind') return <KindForPhotos draft={opening.draft} onChosen={openAgain} />;
  return <NotOpened status={opening.status} of={of} onCome={openAgain} />;
}

async function open(device: Device, what: What, of: string): Promise<Opening> {
  // What a page of before had not brought to disk; where there is no room for it, it waits on.
  if (lastWordsPlaces(device.person.id).length > 0) await foldLastWords(device).catch(() => {});
  return onceMore(async () => {
    const opened = await openOnce(device, what, of);
    if (opened.status === 'open') await loadControls(opened.kind);
    return opened;
  });
}

async function openOnce(device: Device, what: What, of: string): Promise<Opening> {
  if (what === 'entry') return (await import('./open-stored.ts')).openEntry(device, of);
  if (what === 'again') return (await import('./open-again.ts')).openAgain(device, of);
  if (what === 'draft') return (await import('./open-stored.ts')).openDraft(device, of);
  return openNewOrRestored(device, of, what === 'newLikeLast');
}

async function foldLastWords({ db }: Device): Promise<void> {
  const fold = await import('../../localdb/fold-last-words.ts');
  await fold.foldLastWords(db);
}

/** A page that died under a fresh form comes back to that form's draft, not to an empty one (pains 15). */
async function openNewOrRestored(device: Device, kind: string, likeLast: boolean): Promise<Opening> {
  const restored = draftOfThisPage();
  if (restored !== null && (await device.db.drafts.get(restored))?.kind === kind) {
    return (await import('./open-stored.ts')).openDraft(device, restored);
  }
  return openNew(device, { kind, likeLast });
}
