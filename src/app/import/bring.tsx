import { useRef, useState } from 'react';
import { readPasted } from '../../documents/read-pasted.ts';
import type { ReadCell } from '../../documents/sheet.ts';
import type { Kind } from '../../domain/kinds/field.ts';
import { kindHead } from '../../domain/kinds/index.ts';
import { importMessages } from '../messages/vi.import.ts';
import { workbookMessages } from '../messages/vi.workbook.ts';
import { useDevice } from '../state/device.tsx';
import { showToast, useOnlyHere } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { handOut, workbookType } from '../ui/hand-out.ts';
import { ClipboardList, Download, FileSpreadsheet } from '../ui/icon.tsx';
import { makeTemplate, openWorkbook } from '../workbook/ask-workbook.ts';
import { beginImport, likeliestSheet } from './begin.ts';
import style from './import.module.css';

const words = importMessages.bring;
type Failure = keyof typeof words.failures;

/** Where the rows come from: a file, or what a spreadsheet put on the clipboard. They are on disk before they are shown. */
export function Bring({ kind, unit }: { kind: Kind; unit: string }) {
  const { db, now } = useDevice();
  const typed = useOnlyHere();
  const pasted = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<Failure | 'opening' | null>(null);

  const begin = async (rows: readonly ReadCell[][]): Promise<void> => {
    const begun = beginImport(kind, rows, now());
    if (begun.status !== 'begun') return setState(begun.status);
    const { header, fields, lines } = begun;
    await db.imports.put({ kind: kind.id, unit, header, fields, lines, done: null });
  };
  const open = async (chosen: File): Promise<void> => {
    setState('opening');
    const workbook = await openWorkbook(new Uint8Array(await chosen.arrayBuffer()));
    if (workbook.status !== 'read') return setState(workbook.status);
    return begin(
      likeliestSheet(
        kind,
        workbook.sheets.map((sheet) => sheet.rows),
      ),
    );
  };
  const downloadTemplate = async (): Promise<void> => {
    const bytes = await makeTemplate(kind.id);
    const name = workbookMessages.fileName.template(kindHead(kind.id)?.label ?? kind.noun);
    if (bytes) handOut(bytes, { name, type: workbookType });
    showToast({ text: bytes ? words.templateDone(name) : words.templateFailed });
  };

  return (
    <>
      <ul className={style.steps}>
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <Button kind="plain" icon={<Download />} onClick={() => void downloadTemplate()}>
        {words.template}
      </Button>
      <Button kind="primary" big icon={<FileSpreadsheet />} disabled={state === 'opening'} onClick={() => file.current?.click()}>
        {state === 'opening' ? words.opening : words.open}
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        aria-label={words.open}
        onChange={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          if (chosen) void open(chosen);
          event.currentTarget.value = '';
        }}
      />
      <label className={style.paste}>
        <span>{words.paste}</span>
        <textarea
          ref={pasted}
          rows={4}
          spellCheck={false}
          autoComplete="off"
          onInput={typed}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain');
            // One cell is a word that somebody adds; more is a table.
            if (!text.includes('\t')) return;
            event.preventDefault();
            void begin(readPasted(text));
          }}
        />
      </label>
      <Button kind="plain" icon={<ClipboardList />} onClick={() => void begin(readPasted(pasted.current?.value ?? ''))}>
        {words.read}
      </Button>
      <p role="alert" className={style.problem}>
        {state !== null && state !== 'opening' && words.failures[state]}
      </p>
    </>
  );
}
