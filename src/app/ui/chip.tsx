import type { ReactNode } from 'react';
import { messages } from '../messages/vi.ts';
import style from './chip.module.css';
import { BadgeCheck, Ban, CheckCheck, Clock3, CloudUpload, CornerUpLeft, GitCompareArrows, PencilLine, TriangleAlert } from './icon.tsx';

export type ChipState = 'draft' | 'wait' | 'send' | 'received' | 'return' | 'approved' | 'rejected' | 'conflict' | 'void' | 'error';

const icons: Record<ChipState, ReactNode> = {
  draft: <PencilLine size={18} />,
  wait: <Clock3 size={18} />,
  send: <CloudUpload size={18} />,
  received: <CheckCheck size={18} />,
  return: <CornerUpLeft size={18} />,
  approved: <BadgeCheck size={18} />,
  rejected: <Ban size={18} />,
  conflict: <GitCompareArrows size={18} />,
  void: <Ban size={18} />,
  error: <TriangleAlert size={18} />,
};

/** Readable without colour: dashed is only on this phone, solid is on the system, filled is final or urgent. */
export function Chip({ state, detail }: { state: ChipState; detail?: string | undefined }) {
  return (
    <span className={`${style.chip} ${style[state]}`}>
      {icons[state]}
      <span>
        {messages.chip[state]}
        {detail && ` ${detail}`}
      </span>
    </span>
  );
}
