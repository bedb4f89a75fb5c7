import { attachmentMessages as words } from '../messages/vi.attachments.ts';
import { fileSize } from '../ui/file-size.ts';
import { FileText, Trash2 } from '../ui/icon.tsx';
import style from './form.module.css';
import type { DraftAttachment } from './use-draft-attachments.ts';

/** The files of the draft, each with its way out. */
export function AttachedFiles({ attachments, onRemove }: { attachments: readonly DraftAttachment[]; onRemove: (id: string) => void }) {
  return (
    <ul className={style.photos}>
      {attachments.map(
        ({ id, reference, isBroken }) =>
          reference && (
            <li key={id} className={`${style.attached} ${isBroken ? style.bad : ''}`}>
              <FileText />
              <div className={style.photoText}>
                <p className={style.fileName}>{reference.name}</p>
                <p className="quiet">{fileSize(reference.size)}</p>
                {isBroken && <p className={style.problem}>{words.broken}</p>}
              </div>
              <button type="button" className={style.step} aria-label={words.remove(reference.name)} onClick={() => onRemove(id)}>
                <Trash2 size={20} />
              </button>
            </li>
          ),
      )}
    </ul>
  );
}
