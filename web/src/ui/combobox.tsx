// A text field that completes: the ARIA combobox with a list box. The field
// keeps the focus; arrows move in the list, Enter takes, Escape closes.

import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import './combobox.css';

export interface Option {
  value: string;
  label: string;
  note?: string;
}

interface ComboboxProps {
  label: string;
  /** What stands in the field. */
  text: string;
  placeholder?: string;
  /** Lists what a text may mean; rejects when its signal aborts. */
  find: (typed: string, signal: AbortSignal) => Promise<Option[]> | Option[];
  take: (option: Option) => void;
  /** What was typed and not taken from the list, when the field is left or Enter pressed. */
  typed?: (text: string) => void;
  /** Said to a screen reader when the list changes. */
  found: (n: number) => string;
  none: string;
  icon?: ComponentChildren;
}

export function Combobox(props: ComboboxProps) {
  const id = useId();
  const [text, setText] = useState(props.text);
  const [options, setOptions] = useState<Option[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const flight = useRef<AbortController | null>(null);
  const dirty = useRef(false);

  useEffect(() => setText(props.text), [props.text]);
  useEffect(() => () => flight.current?.abort(), []);

  const look = async (typed: string) => {
    flight.current?.abort();
    const mine = (flight.current = new AbortController());
    try {
      const found = typed.trim() === '' ? [] : await props.find(typed, mine.signal);
      if (mine.signal.aborted) return;
      setOptions(found);
      setActive(found.length > 0 ? 0 : -1);
      setOpen(typed.trim() !== '');
    } catch {
      if (!mine.signal.aborted) setOpen(false);
    }
  };
  const take = (o: Option) => {
    dirty.current = false;
    flight.current?.abort();
    setText(o.label);
    setOpen(false);
    props.take(o);
  };
  const leave = () => {
    setOpen(false);
    flight.current?.abort();
    if (dirty.current) {
      dirty.current = false;
      if (props.typed) props.typed(text.trim());
      else setText(props.text);
    }
  };
  const key = (e: KeyboardEvent) => {
    const n = options.length;
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (!open) void look(text);
      else if (n) setActive((active + (e.key === 'ArrowDown' ? 1 : n - 1) + n) % n);
    } else if (e.key === 'Enter') {
      const o = options[active];
      if (open && o) {
        e.preventDefault();
        take(o);
      } else leave();
    } else if (e.key === 'Escape' && open) {
      e.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div class="combo">
      <label for={id}>{props.label}</label>
      <div class="combo-field">
        {props.icon}
        <input
          id={id} class="field" type="text" role="combobox" autocomplete="off" autocapitalize="off" spellcheck={false}
          aria-autocomplete="list" aria-expanded={open} aria-controls={id + 'list'}
          aria-activedescendant={open && active >= 0 ? id + 'o' + active : undefined}
          placeholder={props.placeholder} value={text}
          onInput={(e) => { dirty.current = true; setText(e.currentTarget.value); void look(e.currentTarget.value); }}
          onFocus={(e) => e.currentTarget.select()} onKeyDown={key} onBlur={leave}
        />
      </div>
      <ul id={id + 'list'} role="listbox" aria-label={props.label} hidden={!open || options.length === 0}>
        {options.map((o, i) => (
          <li
            key={o.value} id={id + 'o' + i} role="option" aria-selected={i === active}
            onMouseDown={(e) => { e.preventDefault(); take(o); }} onMouseMove={() => setActive(i)}
          >
            <span>{o.label}</span>
            {o.note && <span class="note">{o.note}</span>}
          </li>
        ))}
      </ul>
      {open && options.length === 0 && <p class="combo-none note">{props.none}</p>}
      <span class="unseen" role="status">{open ? props.found(options.length) : ''}</span>
    </div>
  );
}
