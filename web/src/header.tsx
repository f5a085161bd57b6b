// The header: the story first, then the language, day or night, and sharing.

import { useEffect, useRef, useState } from 'preact/hooks';
import { area, date, language, languages, t } from './i18n';
import { format, hasDetails } from './state';
import type { Store } from './store';
import { passport, word } from './ui/words';

export function Header({ store }: { store: Store }) {
  return (
    <header class="bar">
      <a class="story" href="/story">{t('common.story')}</a>
      <p class="brand">
        <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true"><path d="M2 11h6m6 0h6" stroke="currentColor" stroke-width="2" stroke-linecap="round" /><path d="M11 3v16" stroke="currentColor" stroke-width="2" stroke-dasharray="2.5 3" /><circle cx="11" cy="11" r="3.2" fill="none" stroke="var(--accent)" stroke-width="2.2" /></svg>
        <span>Waythrough</span>
        <span class="tagline">{t('common.tagline')}</span>
      </p>
      {!language().reviewed && <p class="unreviewed note">{t('common.unreviewed')}</p>}
      <div class="tools">
        <label class="unseen" for="language">{t('common.language')}</label>
        <select id="language" class="field" value={language().code} onChange={(e) => store.set({ lang: e.currentTarget.value })}>
          {languages.map((l) => <option key={l.code} value={l.code} lang={l.code}>{l.name}</option>)}
        </select>
        <Theme />
        <Share store={store} />
      </div>
    </header>
  );
}

const remembered = 'waythrough.theme';

function Theme() {
  const [theme, setTheme] = useState(() => {
    try {
      return localStorage.getItem(remembered) ?? '';
    } catch {
      return '';
    }
  });
  const night = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  useEffect(() => {
    if (!theme) return;
    document.documentElement.dataset.theme = theme;
    dispatchEvent(new Event('themechange'));
    try {
      localStorage.setItem(remembered, theme);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  }, [theme]);
  return (
    <button type="button" class="button icon quiet" aria-label={t(night ? 'common.theme.light' : 'common.theme.dark')} title={t(night ? 'common.theme.light' : 'common.theme.dark')} onClick={() => setTheme(night ? 'light' : 'dark')}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        {night ? (
          <g fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"><circle cx="9" cy="9" r="3.4" /><path d="M9 1.5v2M9 14.5v2M1.5 9h2M14.5 9h2M3.7 3.7l1.4 1.4M12.9 12.9l1.4 1.4M3.7 14.3l1.4-1.4M12.9 5.1l1.4-1.4" /></g>
        ) : (
          <path d="M15 11.2A6.6 6.6 0 0 1 6.8 3 6.6 6.6 0 1 0 15 11.2Z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />
        )}
      </svg>
    </button>
  );
}

/** Sharing says what the address includes, and leaves out details unless told to. */
function Share({ store }: { store: Store }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [done, setDone] = useState(false);
  const v = store.view.value;
  const { search, hash } = format(v);
  const address = location.origin + location.pathname + search + hash;
  const includes = [
    v.from && t('common.share.from', { place: v.from }),
    v.to && t('common.share.to', { place: v.to }),
    t('common.share.on', { date: date(v.on || store.today) }),
    v.depart && t('common.share.depart', { time: v.depart }),
    v.arrive && t('common.share.arrive', { time: v.arrive }),
    v.known && t('common.share.known', { date: date(v.known) }),
    v.passports.length > 0 && t('common.share.passports', { passports: v.passports.map(passport).join(', ') }),
    word('who.mode', v.mode),
    v.supposed.length > 0 && t('common.share.supposed', { n: v.supposed.length }),
    v.assumed.length > 0 && t('common.share.assumed', { n: v.assumed.length }),
    v.map && t('common.share.map'),
    v.share && t('common.share.details', { details: told(v.details) }),
  ].filter(Boolean);
  const copy = async () => {
    await navigator.clipboard?.writeText(address).catch(() => undefined);
    setDone(true);
  };
  return (
    <>
      <button type="button" class="button share-button" onClick={() => { setDone(false); dialog.current?.showModal(); }}>
        <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 10V1.8m0 0L5 4.6m3-2.8 3 2.8M4.5 7H3v7h10V7h-1.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" /></svg>
        <span>{t('common.share')}</span>
      </button>
      <dialog ref={dialog} class="share card" aria-label={t('common.share.title')} onClick={(e) => e.target === dialog.current && dialog.current?.close()}>
        <div class="stack">
          <h2>{t('common.share.title')}</h2>
          <input class="field" readOnly value={address} aria-label={t('common.share.address')} onFocus={(e) => e.currentTarget.select()} />
          <p class="note">{t('common.share.includes')}</p>
          <ul class="bullets">{includes.map((i) => <li key={String(i)}>{i}</li>)}</ul>
          {hasDetails(v.details) && (
            <label class="check">
              <input type="checkbox" checked={v.share} onChange={(e) => store.set({ share: e.currentTarget.checked }, 'replace')} />
              <span>{t('common.share.ask')}</span>
            </label>
          )}
          <div class="row">
            <button type="button" class="button main" onClick={() => void copy()}>{t('common.share.copy')}</button>
            <button type="button" class="button" onClick={() => dialog.current?.close()}>{t('common.close')}</button>
            <span role="status" class="note">{done ? t('common.share.copied') : ''}</span>
          </div>
        </div>
      </dialog>
    </>
  );
}

function told(d: import('./state').Details): string {
  return Object.entries(d)
    .filter(([, v]) => v.length > 0)
    .map(([k, v]) => word('who.detail', k) + ': ' + (Array.isArray(v) ? v.join(', ') : /^[A-Z]{3}$/.test(v) ? area(v) : v))
    .join('; ');
}
