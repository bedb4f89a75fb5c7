import { textOf, type TextField } from '../../domain/kinds/field.ts';
import { formMessages as words } from '../messages/vi.form.ts';
import { controlId, describedBy, SingleFrame, type Remarks } from './field-frame.tsx';
import { useFormTools } from './form-context.ts';
import style from './form.module.css';
import { offeredTexts } from './offered-options.ts';

/**
 * Uncontrolled, and never written to while it is typed in: Vietnamese keyboards compose their letters in the field, and a
 * value set from outside destroys them (ux.md 0.2). NFC and trimming happen where the form is read.
 */
export function TextControl({ field, remarks }: { field: TextField; remarks: Remarks }) {
  const { form, day, contents, chooseContent, texts } = useFormTools();
  const common = {
    id: controlId(field.name),
    className: style.input,
    autoComplete: 'off',
    ...(field.address && { inputMode: 'url' as const, autoCapitalize: 'none', spellCheck: false }),
    'aria-describedby': describedBy(field, remarks),
    'aria-invalid': remarks.problem ? true : undefined,
    ...form.register(field.name),
  };
  const isTitle = field.name === 'title';
  const offered = [...new Set([...(texts.get(field.name) ?? []), ...(field.suggestions ? offeredTexts(field.suggestions, day) : [])])];
  return (
    <SingleFrame field={field} remarks={remarks}>
      {field.multiline ? <textarea rows={2} {...common} /> : <input type="text" enterKeyHint="next" {...common} />}
      {isTitle && contents.length > 0 && (
        <Chips
          label={words.suggestions.title}
          values={contents.map((values) => textOf(values, 'title') ?? '')}
          onChoose={(_, index) => chooseContent(contents[index] ?? {})}
        />
      )}
      {offered.length > 0 && (
        <Chips
          label={words.suggestions.values}
          values={offered}
          onChoose={(text) => form.setValue(field.name, text, { shouldDirty: true })}
        />
      )}
    </SingleFrame>
  );
}

/** Earlier values, one tap each. */
export function Chips({
  label,
  values,
  onChoose,
}: {
  label: string;
  values: readonly string[];
  onChoose: (value: string, index: number) => void;
}) {
  return (
    <div className={style.suggestions}>
      <p className={style.hint}>{label}</p>
      <ul className={style.chips}>
        {values.map((value, index) => (
          <li key={value}>
            <button type="button" className={style.suggestion} onClick={() => onChoose(value, index)}>
              <span>{value}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
