import { useState } from 'react';
import { newIdentifier } from '../../localdb/identifier.ts';
import { useDevice } from '../state/device.tsx';

interface Row<Value> {
  /** Its place in the plan as it was opened, or a name of its own: `readPlanForm` finds by it what the row was made from. */
  id: string;
  value: Value | undefined;
}

/** Rows of an uncontrolled form: each keeps its name, and so what was typed into it, when another one goes. */
export function useRows<Value>(values: readonly Value[], onChange: () => void) {
  const { now } = useDevice();
  const [rows, setRows] = useState(() => values.map((value, place): Row<Value> => ({ id: String(place), value })));
  const put = (next: Row<Value>[]): void => {
    onChange();
    setRows(next);
  };
  return {
    rows,
    add: () => put([...rows, { id: newIdentifier(now()), value: undefined }]),
    remove: (id: string) => put(rows.filter((row) => row.id !== id)),
  };
}
