// Nothing asked yet: what can be asked, as links that ask it.

import { date, t } from '../i18n';
import { format, start, type View } from '../state';
import type { Store } from '../store';
import { passport, to } from '../ui/words';

const examples: { from: string; to: string; fromName: string; toName: string; patch: Partial<View> }[] = [
  { from: 'igdir', to: 'yerevan', fromName: 'Iğdır', toName: 'Yerevan', patch: { on: '2024-07-30', passports: ['DEU'] } },
  { from: 'igdir', to: 'yerevan', fromName: 'Iğdır', toName: 'Yerevan', patch: { on: '1992-06-01', passports: ['DEU'] } },
  { from: 'tbilisi', to: 'baku', fromName: 'Tbilisi', toName: 'Baku', patch: { on: '', passports: ['DEU'] } },
  { from: 'istanbul', to: 'yerevan', fromName: 'Istanbul', toName: 'Yerevan', patch: { on: '', passports: ['TUR'], by: 'any' } },
];

export function Beginning({ store }: { store: Store }) {
  return (
    <section class="way-begin stack" aria-label={t('way.begin')}>
      <h2>{t('way.begin')}</h2>
      <p class="note">{t('way.begin.note')}</p>
      <ul>
        {examples.map((e) => {
          const view: Partial<View> = { ...e.patch, from: e.from, to: e.to, depart: '', arrive: '', way: 0 };
          const { search } = format({ ...start, lang: store.view.value.lang, ...view });
          return (
            <li key={search}>
              <a href={'/' + search} onClick={(event) => { if (event.metaKey || event.ctrlKey || event.shiftKey) return; event.preventDefault(); store.set(view); }}>
                <b>{to(e.fromName, e.toName)}</b>
                <span class="note">{[passport(e.patch.passports?.[0] ?? ''), e.patch.on ? date(e.patch.on) : t('who.time.today'), e.patch.by ? t('way.how.any') : ''].filter(Boolean).join(' · ')}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
