import { Link } from 'wouter';
import { kindHeads, type KindHead } from '../../domain/kinds/index.ts';
import { chooseMessages as words } from '../messages/vi.choose.ts';
import { useDevice } from '../state/device.tsx';
import { useLiveQuery } from '../state/use-live-query.ts';
import { KindIcon } from '../ui/icon.tsx';
import { arrangeKinds } from './arrange-kinds.ts';
import style from './choose.module.css';
import { readUsage } from './usage.ts';

/** One key for each kind: a link to its form, or a choice made here. Nothing is drawn before it is known what comes first. */
export function KindTiles({ onChoose }: { onChoose?: (kind: string) => void }) {
  const { db } = useDevice();
  const usage = useLiveQuery(() => readUsage(db), [db]);
  if (!usage) return null;
  const { mostUsed, groups } = arrangeKinds(kindHeads, usage.counts);
  return (
    <>
      {mostUsed.length > 0 && <TileGroup id="most-used" label={words.mostUsed} heads={mostUsed} big onChoose={onChoose} />}
      {groups.map((group) => (
        <TileGroup key={group.id} {...group} onChoose={onChoose} />
      ))}
    </>
  );
}

function TileGroup({
  id,
  label,
  heads,
  big = false,
  onChoose,
}: {
  id: string;
  label: string;
  heads: readonly KindHead[];
  big?: boolean;
  onChoose: ((kind: string) => void) | undefined;
}) {
  const look = big ? `${style.tile} ${style.big}` : style.tile;
  return (
    <section aria-labelledby={`kinds-${id}`}>
      <h2 id={`kinds-${id}`} className={style.heading}>
        {label}
      </h2>
      <ul className={style.tiles}>
        {heads.map((head) => (
          <li key={head.id}>
            {onChoose ? (
              <button type="button" className={look} onClick={() => onChoose(head.id)}>
                <KindIcon icon={head.icon} size={big ? 28 : 24} />
                {head.label}
              </button>
            ) : (
              <Link href={`/new/${head.id}`} className={look}>
                <KindIcon icon={head.icon} size={big ? 28 : 24} />
                {head.label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
