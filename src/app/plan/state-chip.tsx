import type { ReactNode } from 'react';
import type { TaskState } from '../../domain/progress.ts';
import { planMessages } from '../messages/vi.plan.ts';
import { BadgeCheck, CheckCheck, Clock3, Minus, TriangleAlert } from '../ui/icon.tsx';
import style from './plan.module.css';

const icons: Record<TaskState, ReactNode> = {
  done: <BadgeCheck size={18} />,
  onTrack: <CheckCheck size={18} />,
  behind: <Clock3 size={18} />,
  overdue: <TriangleAlert size={18} />,
  notStarted: <Minus size={18} />,
};

/** What needs somebody first. */
export const stateOrder: readonly TaskState[] = ['overdue', 'behind', 'notStarted', 'onTrack', 'done'];

/** A task's state in a word, a shape and a colour; with a count where it stands for several units. */
export function StateChip({ state, count }: { state: TaskState; count?: number }) {
  return (
    <span className={`${style.state} ${style[state]}`}>
      {icons[state]}
      <span>
        {planMessages.states[state]}
        {count !== undefined && ` ${count}`}
      </span>
    </span>
  );
}
