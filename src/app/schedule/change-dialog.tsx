import { useState } from 'react';
import { textOf } from '../../domain/kinds/field.ts';
import type { ExceptionReason, SessionStanding } from '../../domain/schedule.ts';
import { formatDayLong } from '../../domain/text.ts';
import { scheduleMessages } from '../messages/vi.schedule.ts';
import { useDevice } from '../state/device.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { CheckCheck } from '../ui/icon.tsx';
import { logAndTell } from './log-and-tell.ts';
import style from './schedule.module.css';
import type { UnitSchedule } from './use-schedules.ts';

const { change: words, reasons } = scheduleMessages;
const reasonIds: readonly ExceptionReason[] = ['power', 'loudspeaker', 'holiday', 'other'];

/** Sessions of one or more days, all ticked: what was not held is unticked, with a reason. */
export function ChangeDialog(props: { sessions: SessionStanding[] | null; schedule: UnitSchedule; onClose: () => void }) {
  const { sessions, schedule, onClose } = props;
  return (
    <Dialog title={words.title} open={sessions !== null} onClose={onClose}>
      {sessions && <Ticks sessions={sessions} schedule={schedule} onDone={onClose} />}
    </Dialog>
  );
}

function Ticks({ sessions, schedule, onDone }: { sessions: SessionStanding[]; schedule: UnitSchedule; onDone: () => void }) {
  const device = useDevice();
  const [unticked, setUnticked] = useState<ReadonlySet<SessionStanding>>(new Set());
  const [reason, setReason] = useState<ExceptionReason | null>(null);
  const [missing, setMissing] = useState(false);
  const days = [...new Set(sessions.map(({ day }) => day))];
  const held = sessions.filter((session) => !unticked.has(session));

  const tick = (session: SessionStanding): void => {
    const next = new Set(unticked);
    if (!next.delete(session)) next.add(session);
    setUnticked(next);
  };
  const save = async (): Promise<void> => {
    if (unticked.size > 0 && reason === null) return setMissing(true);
    const isLogged = await logAndTell(device, schedule, { held, leftOut: [...unticked], reason: reason ?? 'other' });
    if (isLogged) onDone();
  };

  return (
    <>
      <p className="quiet">{words.hint}</p>
      {days.map((day) => (
        <fieldset key={day} className={style.day}>
          <legend>{formatDayLong(day)}</legend>
          {sessions
            .filter((session) => session.day === day)
            .map((session) => (
              <label key={session.line + session.time} className={style.tick}>
                <input type="checkbox" checked={!unticked.has(session)} onChange={() => tick(session)} />
                <span>
                  <b>{session.time}</b> · {textOf(session.values, 'title')}
                </span>
              </label>
            ))}
        </fieldset>
      ))}
      {unticked.size > 0 && (
        <fieldset className={style.day}>
          <legend>{words.reason}</legend>
          <div className={style.reasons}>
            {reasonIds.map((id) => (
              <label key={id} className={style.tick}>
                <input type="radio" name="reason" value={id} checked={reason === id} onChange={() => setReason(id)} />
                {reasons[id]}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <p role="alert" className={style.missing}>
        {missing && unticked.size > 0 && reason === null && words.reasonMissing}
      </p>
      <Button kind="primary" big icon={<CheckCheck />} onClick={() => void save()}>
        {words.save(held.length)}
      </Button>
    </>
  );
}
