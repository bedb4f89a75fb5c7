import { timeOf } from '../../domain/text.ts';
import { untakeLines, type ImportDone, type ImportRow } from '../../localdb/imports.ts';
import { importMessages as words } from '../messages/vi.import.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { ClipboardList, Undo2 } from '../ui/icon.tsx';
import style from './import.module.css';

/** The last act, to be taken back whole also when its toast has gone. */
export function DoneCard({ sheet, done }: { sheet: ImportRow; done: ImportDone }) {
  const { db, runner, now } = useDevice();
  const untake = async (): Promise<void> => {
    await untakeLines(db, sheet.kind, now());
    runner.workAdded();
    showToast({ text: words.untaken });
  };
  return (
    <section className={`card ${style.summary}`}>
      <p className={style.count}>
        {words.taken(done.lines.length, done.asDrafts)} <span className="together">· {timeOf(done.at)}</span>
      </p>
      <LinkButton kind="plain" href={done.asDrafts ? '/new' : '/log'} icon={<ClipboardList />}>
        {done.asDrafts ? words.openDrafts : words.openLog}
      </LinkButton>
      <Button kind="plain" icon={<Undo2 />} onClick={() => void untake()}>
        {words.untake(done.lines.length)}
      </Button>
    </section>
  );
}
