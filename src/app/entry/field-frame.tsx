import type { ReactNode } from 'react';
import type { Field } from '../../domain/kinds/field.ts';
import { CornerUpLeft, TriangleAlert } from '../ui/icon.tsx';
import { fieldId } from './form-context.ts';
import style from './form.module.css';

/** What is said about a field beside its own label. */
export interface Remarks {
  /** The same words as in the summary. */
  problem: string | undefined;
  /** What the reviewer asks for here. */
  flag: string | undefined;
}

interface Frame {
  field: Pick<Field, 'name' | 'label' | 'hint'>;
  remarks: Remarks;
  children: ReactNode;
}

/** A field asked by one control. */
export function SingleFrame({ field, remarks, children }: Frame) {
  return (
    <div id={fieldId(field.name)} className={`${style.field} ${toneOf(remarks)}`}>
      <label htmlFor={controlId(field.name)} className={style.label}>
        {field.label}
      </label>
      <Said field={field} remarks={remarks} />
      {children}
    </div>
  );
}

/** A field asked by several controls together. */
export function GroupFrame({ field, remarks, children }: Frame) {
  return (
    <fieldset
      id={fieldId(field.name)}
      className={`${style.field} ${toneOf(remarks)}`}
      aria-describedby={describedBy(field, remarks)}
      tabIndex={-1}
    >
      <legend className={style.label}>{field.label}</legend>
      <Said field={field} remarks={remarks} />
      {children}
    </fieldset>
  );
}

export const controlId = (field: string): string => `control-${field}`;

/** For the control of a `SingleFrame`: its hint and remarks are read with it. */
export function describedBy(field: Frame['field'], remarks: Remarks): string | undefined {
  const ids = [
    field.hint && `${fieldId(field.name)}-hint`,
    remarks.flag && `${fieldId(field.name)}-flag`,
    remarks.problem && `${fieldId(field.name)}-problem`,
  ].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function Said({ field, remarks }: Omit<Frame, 'children'>) {
  return (
    <>
      {field.hint && (
        <p id={`${fieldId(field.name)}-hint`} className={style.hint}>
          {field.hint}
        </p>
      )}
      {remarks.flag && (
        <p id={`${fieldId(field.name)}-flag`} className={style.problem}>
          <CornerUpLeft size={20} />
          {remarks.flag}
        </p>
      )}
      {remarks.problem && (
        <p id={`${fieldId(field.name)}-problem`} className={style.problem}>
          <TriangleAlert size={20} />
          {remarks.problem}
        </p>
      )}
    </>
  );
}

function toneOf(remarks: Remarks): string {
  return remarks.problem || remarks.flag ? (style.bad ?? '') : '';
}
