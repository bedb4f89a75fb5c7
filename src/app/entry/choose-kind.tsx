import { Link } from 'wouter';
import { kindHead } from '../../domain/kinds/index.ts';
import { formatInstant } from '../../domain/text.ts';
import type { DraftRow } from '../../localdb/rows.ts';
import { chooseMessages as words } from '../messages/vi.choose.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { LinkButton } from '../ui/button.tsx';
import { Camera, RotateCcw } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './choose.module.css';
import { KindTiles } from './kind-tiles.tsx';
import { readUsage } from './usage.ts';

/** "Ghi": what was it? */
export function ChooseKind() {
  const { db } = useDevice();
  const usage = useLiveQuery(() => readUsage(db), [db]);
  const drafts = useLiveQuery(() => db.drafts.toArray(), [db]) ?? [];
  const last = kindHead(usage?.lastKind ?? '');
  return (
    <Screen title={words.title} back="/">
      {last && (
        <LinkButton kind="plain" big href={`/new/${last.id}?like=last`} icon={<RotateCcw />}>
          {words.again}: {last.label}
        </LinkButton>
      )}
      <KindTiles />
      <LinkButton kind="plain" href="/capture" icon={<Camera />}>
        {words.photosFirst}
      </LinkButton>
      {drafts.length > 0 && <Drafts drafts={drafts.sort((one, other) => other.updatedAt - one.updatedAt)} />}
    </Screen>
  );
}

function Drafts({ drafts }: { drafts: readonly DraftRow[] }) {
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts" className={style.heading}>
        {words.drafts}
      </h2>
      <ul className="list">
        {drafts.map((draft) => (
          <li key={draft.id}>
            <Link href={`/draft/${draft.id}`} className={style.draft}>
              <b>{nameOf(draft)}</b>
              <span className="quiet">
                {[
                  kindHead(draft.kind ?? '')?.label,
                  draft.photos.length > 0 && words.photos(draft.photos.length),
                  formatInstant(draft.updatedAt),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf(draft: DraftRow): string {
  const title = draft.input['title'];
  if (draft.kind === null) return words.photosWaiting(draft.photos.length);
  return typeof title === 'string' && title.trim() !== '' ? title : words.untitled;
}
