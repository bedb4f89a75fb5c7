import { useState } from 'react';
import type { Entry } from '../../domain/entry.ts';
import { dayOf, formatDay } from '../../domain/text.ts';
import { readNames } from '../../localdb/names.ts';
import { readingMessages } from '../messages/vi.reading.ts';
import { useDevice } from '../state/device.tsx';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Download } from '../ui/icon.tsx';

const words = readingMessages.log;

/** What is shown, all of it, as a workbook. */
export function ExportButton({
  count,
  entries,
  names,
}: {
  count: number;
  /** Null where some of them cannot be had now. */
  entries: () => Promise<readonly Entry[] | null>;
  names?: ReadonlyMap<string, string> | undefined;
}) {
  const { db, now } = useDevice();
  const [isWorking, setWorking] = useState(false);
  const make = async (): Promise<void> => {
    setWorking(true);
    const [{ makeWorkbook }, { handOut, workbookType }, { workbookMessages }] = await Promise.all([
      import('../workbook/ask-workbook.ts'),
      import('../ui/hand-out.ts'),
      import('../messages/vi.workbook.ts'),
    ]);
    const wanted = await entries();
    const bytes = wanted && (await makeWorkbook(wanted, new Map([...(await readNames(db)), ...(names ?? [])])));
    setWorking(false);
    if (!bytes) {
      showToast({ text: words.exportFailed });
      return;
    }
    const name = workbookMessages.fileName.entries(formatDay(dayOf(now())).replaceAll('/', '-'));
    handOut(bytes, { name, type: workbookType });
    showToast({ text: words.exported(name) });
  };
  return (
    <Button kind="plain" icon={<Download />} disabled={isWorking || count === 0} onClick={() => void make()}>
      {isWorking ? words.exporting : words.export(count)}
    </Button>
  );
}
