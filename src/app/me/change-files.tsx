import { useRef, useState } from 'react';
import { dayOf, formatDay } from '../../domain/text.ts';
import { exportChanges } from '../../localdb/export-changes.ts';
import { handIn, type HandInOutcome } from '../../sync/hand-in.ts';
import { heldMessages } from '../messages/vi.held.ts';
import { build } from '../state/build.ts';
import { useDevice } from '../state/device.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { handOutChanges } from '../ui/hand-out.ts';
import { Download, FileText } from '../ui/icon.tsx';
import style from './me.module.css';

const words = heldMessages.files;

/** Texts alone: no phone comes near it. */
const largestFile = 20_000_000;

interface Said {
  good?: string;
  troubles?: string[];
  hasRefused?: boolean;
}

/** For a phone that cannot send: its changes leave it as a file, and come in as one from another device, also a colleague's. */
export function ChangeFiles() {
  const { db, person, runner, now } = useDevice();
  const file = useRef<HTMLInputElement>(null);
  const [isWorking, setWorking] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);

  const save = async (): Promise<void> => {
    const made = await exportChanges(db, { now: now(), build }).catch(() => null);
    if (made === null) return setSaid({ troubles: [words.notSaved] });
    if (made.waiting === 0) return setSaid({ good: words.nothingToSave });
    const name = words.fileName(formatDay(dayOf(now())).replaceAll('/', '-'));
    handOutChanges(made.text, name);
    setSaid({ good: words.saved(name, made.waiting) });
  };

  const bring = async (chosen: File): Promise<void> => {
    setSaid(null);
    if (chosen.size > largestFile) return setSaid({ troubles: [words.failure.tooLarge] });
    setWorking(true);
    const text = await chosen.text().catch(() => '');
    const outcome = await handIn(text, { person: person.id });
    setWorking(false);
    setSaid(sentencesFor(outcome));
    // What was taken comes to this device like everything that was written elsewhere.
    if (outcome.status === 'handedIn') void runner.sendNow();
  };

  return (
    <section className={`card ${style.section}`}>
      <h2>{words.title}</h2>
      <p>{words.intro}</p>
      <p className="quiet">{words.textOnly}</p>
      <Button kind="plain" icon={<Download />} onClick={() => void save()}>
        {words.save}
      </Button>
      <Button kind="plain" icon={<FileText />} disabled={isWorking} onClick={() => file.current?.click()}>
        {isWorking ? words.handingIn : words.handIn}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".json,.txt,application/json,text/plain"
        aria-label={words.handIn}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen) void bring(chosen);
          event.currentTarget.value = '';
        }}
      />
      <output>
        {said?.good && <p>{said.good}</p>}
        {said?.troubles?.map((sentence) => (
          <p key={sentence} className={style.warning}>
            {sentence}
          </p>
        ))}
      </output>
      {said?.hasRefused && (
        <LinkButton kind="plain" href="/held/own">
          {words.seeRefused}
        </LinkButton>
      )}
    </section>
  );
}

function sentencesFor(outcome: HandInOutcome): Said {
  if (outcome.status !== 'handedIn') return { troubles: [words.failure[outcome.status]] };
  const { author, taken, refused, waiting, unreadable } = outcome;
  return {
    ...(taken > 0 && { good: author === undefined ? words.taken(taken) : words.takenFor(author, taken) }),
    troubles: [
      ...(refused.length > 0 ? [words.refused(refused.map((reason) => heldMessages.reasons[reason][0]).join(' '))] : []),
      ...(waiting > 0 ? [words.waiting(waiting)] : []),
      ...(unreadable > 0 ? [words.unreadable(unreadable)] : []),
    ],
    // Somebody else's are in their own list.
    hasRefused: author === undefined && refused.length > 0,
  };
}
