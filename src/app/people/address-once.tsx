import { useId, useRef, useState } from 'react';
import { dayOf } from '../../domain/text.ts';
import type { ListedPerson } from '../../sync/people.ts';
import { peopleMessages } from '../messages/vi.people.ts';
import { Button } from '../ui/button.tsx';
import style from './people.module.css';

const words = peopleMessages.address;

/** The address at which the person sets their password, to be handed on. The server keeps only its hash. */
export function AddressOnce({ person, token, onClose }: { person: ListedPerson; token: string | null; onClose: () => void }) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => {
    field.current?.select();
    // Over plain HTTP a browser has no clipboard for pages.
    const isCopied = await copyText(field.current?.value ?? '').catch(() => false);
    setSaid(isCopied ? words.copied : words.notCopied);
  };
  if (token === null)
    return (
      <>
        <p>{words.already(person.name)}</p>
        <Button kind="plain" onClick={onClose}>
          {words.done}
        </Button>
      </>
    );
  return (
    <>
      <p>{words.text(person.name)}</p>
      <div className={style.address}>
        <label htmlFor={id}>{words.label}</label>
        <textarea ref={field} id={id} rows={3} readOnly spellCheck={false} value={`${window.location.origin}/setup#${token}`} />
      </div>
      <Button kind="primary" onClick={() => void copy()}>
        {words.copy}
      </Button>
      <p aria-live="polite">{said}</p>
      {person.invitedUntil !== null && <p className="quiet">{words.once(dayOf(person.invitedUntil))}</p>}
      <Button kind="plain" onClick={onClose}>
        {words.done}
      </Button>
    </>
  );
}

async function copyText(text: string): Promise<boolean> {
  await navigator.clipboard.writeText(text);
  return true;
}
