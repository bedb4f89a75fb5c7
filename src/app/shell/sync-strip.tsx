import { Link, useLocation } from 'wouter';
import { describeSending, type SendingSentence } from '../state/describe-sending.ts';
import { useDevice, useSyncProgress } from '../state/device.tsx';
import { useBatch, useSendingFacts } from '../state/sending.tsx';
import { CheckCheck, ChevronRight, CloudOff, CloudUpload, TriangleAlert } from '../ui/icon.tsx';
import style from './sync-strip.module.css';

const icons = { quiet: CheckCheck, waiting: CloudOff, sending: CloudUpload, urgent: TriangleAlert };

/** The strip under every header: where the work is, in one sentence. */
export function SyncStrip() {
  const [path] = useLocation();
  const sentence = useSendingSentence();
  if (!sentence) return <div className={style.strip} />;
  const Icon = icons[sentence.tone];
  const href = sentence.href === '/start' ? `/start?return=${encodeURIComponent(path)}` : sentence.href;
  return (
    <Link href={href} className={`${style.strip} ${style[sentence.tone]}`}>
      <Icon size={20} />
      <span className={style.words}>
        {sentence.lead && <b>{sentence.lead}</b>} {sentence.rest}
        {sentence.share !== null && <progress className={style.bar} value={sentence.share} max={1} aria-hidden="true" />}
      </span>
      <ChevronRight size={20} />
    </Link>
  );
}

export function useSendingSentence(): SendingSentence | null {
  const { now } = useDevice();
  const facts = useSendingFacts();
  const progress = useSyncProgress();
  const batch = useBatch();
  return facts ? describeSending(facts, progress, batch, now()) : null;
}
