// Who asks: passports and their types, mode and vehicle in sight; papers and
// other details folded away, with what becomes of them said beside.

import { useState } from 'preact/hooks';
import { area, states, t } from '../i18n';
import { documents, hasDetails, modes, noDetails, vehicles, type Details } from '../state';
import type { Store } from '../store';
import { Combobox, type Option } from '../ui/combobox';
import { passport, word } from '../ui/words';
import './who.css';

/** Kinds of document that the record's rules tell apart, beside the ordinary passport. */
function nations(typed: string): Option[] {
  const plain = (s: string) => s.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const wanted = plain(typed.trim());
  return states
    .map((code) => ({ value: code, label: area(code), note: code }))
    .filter((o) => plain(o.label).includes(wanted) || o.value.toLowerCase().startsWith(wanted))
    .sort((a, b) => Number(plain(b.label).startsWith(wanted)) - Number(plain(a.label).startsWith(wanted)) || a.label.localeCompare(b.label))
    .slice(0, 12);
}

export function Who({ store }: { store: Store }) {
  const v = store.view.value;
  const [open, setOpen] = useState(false);
  const summary = [v.passports.length ? v.passports.map(passport).join(' + ') : t('who.passport.none'), v.mode === 'road' ? word('who.vehicle', v.vehicle) : word('who.mode', v.mode)];
  if (hasDetails(v.details)) summary.push(t('who.details.some'));
  return (
    <section class="who" aria-label={t('who.title')}>
      <button type="button" class="who-head" aria-expanded={open} aria-controls="who-form" onClick={() => setOpen(!open)}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><rect x="3.2" y="1.5" width="11.6" height="15" rx="1.8" fill="none" stroke="currentColor" stroke-width="1.5" /><circle cx="9" cy="7.4" r="2.7" fill="none" stroke="currentColor" stroke-width="1.5" /><path d="M6 13.4h6" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" /></svg>
        <span class="unseen">{t('who.title')}: </span>
        <span class="who-summary">{summary.join(' · ')}</span>
        <span class="who-change" aria-hidden="true">{t(open ? 'common.close' : 'common.change')}</span>
      </button>
      {open && (
        <div id="who-form" class="who-form stack">
          <Passports store={store} />
          <fieldset class="choice">
            <legend class="label">{t('who.mode')}</legend>
            {modes.map((m) => (
              <label key={m}>
                <input type="radio" name="mode" value={m} checked={v.mode === m} onChange={() => store.set({ mode: m, by: '' })} />
                <span>{word('who.mode', m)}</span>
              </label>
            ))}
          </fieldset>
          {v.mode === 'road' && (
            <label class="stacked">
              {t('who.vehicle')}
              <select class="field" value={v.vehicle} onChange={(e) => store.set({ vehicle: e.currentTarget.value, by: '' })}>
                {vehicles.map((x) => <option key={x} value={x}>{word('who.vehicle', x)}</option>)}
              </select>
            </label>
          )}
          <More store={store} />
        </div>
      )}
    </section>
  );
}

function Passports({ store }: { store: Store }) {
  const v = store.view.value;
  const [type, setType] = useState<string>('ordinary');
  const put = (list: string[]) => store.set({ passports: [...new Set(list)] });
  return (
    <div class="stack">
      <span class="label" id="who-passports">{t('who.passports')}</span>
      <ul class="tags" aria-labelledby="who-passports">
        {v.passports.map((p) => (
          <li key={p} class="tag">
            {passport(p)}
            <button type="button" aria-label={t('who.passport.remove', { passport: passport(p) })} onClick={() => put(v.passports.filter((x) => x !== p))}>
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true"><path d="m1.5 1.5 7 7m0-7-7 7" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" /></svg>
            </button>
          </li>
        ))}
        {v.passports.length === 0 && <li class="note">{t('who.passport.none')}</li>}
      </ul>
      <div class="who-add">
        <Combobox
          label={t('who.passport.add')} text="" placeholder={t('who.passport.hint')} find={nations} none={t('common.nothing')} found={(n) => t('common.found', { n })}
          take={(o) => put([...v.passports, type === 'ordinary' ? o.value : o.value + ':' + type])} typed={() => undefined}
        />
        <label class="stacked">
          {t('who.document')}
          <select class="field" value={type} onChange={(e) => setType(e.currentTarget.value)}>
            {documents.map((d) => <option key={d} value={d}>{word('who.document', d)}</option>)}
          </select>
        </label>
      </div>
    </div>
  );
}

type Line = { [K in keyof Details]: Details[K] extends string ? K : never }[keyof Details];
const lines: { name: Line; hint: string }[] = [
  { name: 'residence', hint: 'DEU' }, { name: 'age', hint: '40' }, { name: 'purpose', hint: 'tourism' }, { name: 'plate', hint: 'DEU' },
];

function More({ store }: { store: Store }) {
  const d = store.view.value.details;
  const put = (patch: Partial<Details>) => store.set({ details: { ...d, ...patch } }, 'replace');
  const many = (name: 'holds' | 'stamp' | 'entered', hint: string) => (
    <label class="stacked wide" key={name}>
      {word('who.detail', name)}
      <input class="field" value={d[name].join(', ')} placeholder={hint} onChange={(e) => put({ [name]: e.currentTarget.value.split(',').map((s) => s.trim()).filter(Boolean) })} />
    </label>
  );
  return (
    <details class="who-more">
      <summary>{t('who.details')}</summary>
      <p class="note">{t('who.details.privacy')}</p>
      <div class="who-grid">
        {many('holds', 'visa:ARM, driving-licence')}
        {lines.map(({ name, hint }) => (
          <label class="stacked" key={name}>
            {word('who.detail', name)}
            <input class="field" value={d[name]} placeholder={hint} inputMode={name === 'age' ? 'numeric' : 'text'} onChange={(e) => put({ [name]: e.currentTarget.value.trim() })} />
          </label>
        ))}
        {many('stamp', 'AZE')}
        {many('entered', 'abkhazia@psou:2024-05-01')}
        <label class="stacked">
          {word('who.detail', 'parity')}
          <select class="field" value={d.parity} onChange={(e) => put({ parity: e.currentTarget.value })}>
            <option value="">–</option>
            <option value="odd">{t('who.parity.odd')}</option>
            <option value="even">{t('who.parity.even')}</option>
          </select>
        </label>
        <label class="stacked">
          {word('who.detail', 'cargo')}
          <select class="field" value={d.cargo} onChange={(e) => put({ cargo: e.currentTarget.value })}>
            <option value="">{t('who.cargo.none')}</option>
            <option value="goods">{t('who.cargo.goods')}</option>
            <option value="humanitarian">{t('who.cargo.humanitarian')}</option>
          </select>
        </label>
        {d.cargo !== '' && (['goods-from', 'goods-to'] as const).map((name) => (
          <label class="stacked" key={name}>
            {word('who.detail', name)}
            <input class="field" value={d[name]} placeholder="TUR" onChange={(e) => put({ [name]: e.currentTarget.value.trim() })} />
          </label>
        ))}
      </div>
      {hasDetails(d) && <button type="button" class="button quiet" onClick={() => store.set({ details: noDetails, share: false }, 'replace')}>{t('who.details.forget')}</button>}
    </details>
  );
}
