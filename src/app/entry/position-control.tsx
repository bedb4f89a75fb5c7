import { useState } from 'react';
import type { Position, PositionField } from '../../domain/kinds/field.ts';
import { formatNumber } from '../../domain/text.ts';
import { controlMessages as words } from '../messages/vi.controls.ts';
import { Button } from '../ui/button.tsx';
import { coarse } from './coarse-position.ts';
import { GroupFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { useControl } from './use-control.ts';

export function PositionControl({ field, remarks }: { field: PositionField; remarks: Remarks }) {
  const { form } = useFormTools();
  const value = useControl(field.name);
  const [state, setState] = useState<'idle' | 'taking' | 'refused'>('idle');
  const position = isPosition(value) ? value : null;
  const take = (): void => {
    setState('taking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.setValue(field.name, coarse(coords), { shouldDirty: true });
        setState('idle');
      },
      () => setState('refused'),
      { timeout: 20_000, maximumAge: 300_000 },
    );
  };
  return (
    <GroupFrame field={{ ...field, hint: words.position.hint }} remarks={remarks}>
      {position ? (
        <div className={style.row}>
          <p className="figures">{shown(position)}</p>
          <Button kind="plain" onClick={() => form.setValue(field.name, null, { shouldDirty: true })}>
            {words.position.remove}
          </Button>
        </div>
      ) : (
        <Button kind="plain" onClick={take} aria-disabled={state === 'taking'}>
          {state === 'taking' ? words.position.taking : words.position.take}
        </Button>
      )}
      <p className={style.hint} aria-live="polite">
        {state === 'refused' ? words.position.refused : ''}
      </p>
    </GroupFrame>
  );
}

function shown({ latitude, longitude, accuracy }: Position): string {
  return words.position.shown(latitude.toFixed(3).replace('.', ','), longitude.toFixed(3).replace('.', ','), formatNumber(accuracy));
}

function isPosition(value: unknown): value is Position {
  return typeof value === 'object' && value !== null && 'latitude' in value;
}
