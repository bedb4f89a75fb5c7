import { useSendingSentence } from './sync-strip.tsx';

/**
 * What the strip says, for those who hear the screen: once, politely; what needs a person at once. Steps of a running
 * sending are left out, they would drown everything else.
 */
export function SendingAnnouncer() {
  const sentence = useSendingSentence();
  const words = sentence && sentence.tone !== 'sending' ? `${sentence.lead} ${sentence.rest}` : '';
  const isUrgent = sentence?.tone === 'urgent';
  return (
    <>
      <p className="visually-hidden" aria-live="polite">
        {isUrgent ? '' : words}
      </p>
      <p className="visually-hidden" aria-live="assertive">
        {isUrgent ? words : ''}
      </p>
    </>
  );
}
