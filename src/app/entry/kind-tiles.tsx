import { Link } from 'wouter';
import type { KindHead } from '../../domain/kinds/index.ts';
import { KindIcon } from '../ui/icon.tsx';
import style from './choose.module.css';

/** One large key for each kind: a link to its form, or a choice made here. */
export function KindTiles({ heads, onChoose }: { heads: readonly KindHead[]; onChoose?: (kind: string) => void }) {
  return (
    <ul className={style.tiles}>
      {heads.map((head) => (
        <li key={head.id}>
          {onChoose ? (
            <button type="button" className={style.tile} onClick={() => onChoose(head.id)}>
              <KindIcon icon={head.icon} size={28} />
              {head.label}
            </button>
          ) : (
            <Link href={`/new/${head.id}`} className={style.tile}>
              <KindIcon icon={head.icon} size={28} />
              {head.label}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
