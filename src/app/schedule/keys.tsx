import style from './says.module.css';

/** One of a few words, each a large key. Native underneath: arrows, spaces and screen readers work. */
export function Keys<Id extends string>(props: {
  /** Of the group of radio buttons, on the page. */
  name: string;
  keys: readonly { id: Id; label: string }[];
  chosen: Id | null;
  onChoose: (id: Id) => void;
}) {
  return (
    <div className={style.keys}>
      {props.keys.map(({ id, label }) => (
        <label key={id} className={style.key}>
          <input type="radio" name={props.name} value={id} checked={props.chosen === id} onChange={() => props.onChoose(id)} />
          {label}
        </label>
      ))}
    </div>
  );
}
