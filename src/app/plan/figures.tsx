import { findIndicator } from '../../domain/indicator.ts';
import type { Task } from '../../domain/plan.ts';
import type { UnitProgress } from '../../domain/progress.ts';
import { planMessages } from '../messages/vi.plan.ts';
import style from './plan.module.css';

/** What a unit has of each target, what waits for approval, and what is missing. */
export function Figures({ task, row }: { task: Task; row: UnitProgress }) {
  return (
    <p className={`${style.facts} figures`}>
      {row.targets.map((progress, index) => {
        const target = task.targets[index];
        if (!target) return null;
        const unit = findIndicator(target.indicator)?.unit ?? '';
        const words = [
          planMessages.figure(progress.approved, progress.needed, unit),
          ...(progress.pending > 0 ? [planMessages.pending(progress.pending)] : []),
          ...(progress.joint === undefined ? [] : [planMessages.joint(progress.joint, unit)]),
          ...(progress.missed > 0 ? [planMessages.missed(progress.missed, progress.ended, target.per)] : []),
        ];
        return (
          <span key={target.indicator + target.per}>
            {words.map((word, place) => (
              <span key={word}>
                {place > 0 && ' · '}
                <span className="together">{word}</span>
              </span>
            ))}
          </span>
        );
      })}
      {row.state !== 'done' && <span className="together">{planMessages.due(row.dueOn)}</span>}
    </p>
  );
}

export function targetWords(task: Task): string[] {
  return task.targets.map((target) => {
    const indicator = findIndicator(target.indicator);
    return planMessages.target(indicator?.label ?? target.indicator, indicator?.unit ?? '', target);
  });
}
