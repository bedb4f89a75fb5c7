import { formatNumber } from '../../domain/text.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import type { SendingFacts } from '../state/sending.tsx';
import style from './outbox.module.css';

/** Text and what belongs to it apart: on a weak network the one is there long before the other. */
export function Counts({ facts }: { facts: SendingFacts }) {
  return (
    <dl className={`card ${style.counts}`}>
      <div>
        <dt>{readingMessages.outbox.texts}</dt>
        <dd>{formatNumber(facts.texts.size)}</dd>
      </div>
      <div>
        <dt>{readingMessages.outbox.photos}</dt>
        <dd>{formatNumber(facts.photoCount)}</dd>
      </div>
    </dl>
  );
}
