import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import { withoutHidden } from '../../domain/asked.ts';
import { readTyped } from '../../domain/input.ts';
import type { LocalDatabase } from '../../localdb/database.ts';
import type { EntryRow } from '../../localdb/rows.ts';
import { questionMessages } from '../messages/vi.questions.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { TriangleAlert } from '../ui/icon.tsx';
import { readControls } from './controls.ts';
import style from './form.module.css';
import type { OpenedForm } from './open-form.ts';
import type { FilledForm } from './use-filled-form.ts';

const words = questionMessages.endedElsewhere;

/** The same draft was open in another window and was saved or given up there: said here, where somebody may go on typing. */
export function EndedElsewhere({ opened, filled }: { opened: OpenedForm; filled: FilledForm }) {
  const { db } = useDevice();
  const { draft } = opened;
  const standing = useLiveQuery(() => readStanding(db, draft.id), [db, draft.id]);
  const wasThere = useRef(false);
  const [end, setEnd] = useState<'saved' | 'ended' | null>(null);

  const onStanding = useEffectEvent(({ isDraft, entry }: Standing): void => {
    if (isDraft || filled.writer.isEnding()) {
      wasThere.current = isDraft;
      return;
    }
    if (!wasThere.current) return;
    wasThere.current = false;
    setEnd(draft.mode === 'new' && entry ? 'saved' : 'ended');
    filled.goOnAs(entry && draft.mode === 'new' ? editOf(opened, entry) : {});
  });
  useEffect(() => {
    if (standing) onStanding(standing);
  }, [standing]);

  if (!end) return null;
  return (
    <p role="alert" className={style.notSaved}>
      <TriangleAlert size={20} />
      <span>
        {words[end]} {end === 'saved' && <Link href={`/e/${draft.id}`}>{words.open}</Link>}
      </span>
    </p>
  );
}

interface Standing {
  isDraft: boolean;
  entry: EntryRow | undefined;
}

async function readStanding(db: LocalDatabase, id: string): Promise<Standing> {
  const [draft, entry] = await Promise.all([db.drafts.get(id), db.entries.get(id)]);
  return { isDraft: draft !== undefined, entry };
}

/** Only what was changed in this window since it opened goes into the entry: the other window's words are not undone. */
function editOf({ kind, today, controls, draft }: OpenedForm, entry: EntryRow) {
  const { values } = readTyped(kind.fields, readControls(kind.fields, controls, today), today);
  return {
    mode: 'edit' as const,
    base: entry.server?.revision ?? 0,
    start: { values: withoutHidden(kind, values, { served: [] }), photos: draft.photos, attachments: draft.attachments ?? [] },
  };
}
