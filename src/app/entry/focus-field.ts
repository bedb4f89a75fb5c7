import { fieldId } from './form-context.ts';

/** Where a finger or a keyboard goes on: the field's chosen or first control, its fold opened. */
export function focusField(name: string): void {
  const field = document.getElementById(fieldId(name));
  if (!field) return;
  for (let fold = field.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true;
  const control =
    field.querySelector<HTMLElement>('input:checked') ??
    field.querySelector<HTMLElement>('textarea, select, input:not([tabindex="-1"]), button') ??
    field;
  control.focus({ preventScroll: true });
  field.scrollIntoView({ block: 'start' });
}
