// What stands where an answer will: waiting (with a way to stop), failed (with
// a way to try again), stopped, or nothing asked yet.

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ApiError } from '../api';
import type { Answer, Resource } from '../resource';
import { t } from '../i18n';

/** Shows itself only after a moment, so that quick answers do not flicker. */
function Waiting({ words, stop }: { words: string; stop?: () => void }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), 250);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="waiting" role="status" style={{ visibility: shown ? 'visible' : 'hidden' }}>
      <span class="spin" aria-hidden="true" />
      <span>{words}</span>
      {stop && <button type="button" class="button" onClick={stop}>{t('common.stop')}</button>}
    </div>
  );
}

export function Failed({ error, retry }: { error: ApiError; retry: () => void }) {
  return (
    <div class="failed" role="alert">
      <strong>{t(error.unreachable ? 'error.unreachable' : error.status >= 500 ? 'error.server' : 'error.question')}</strong>
      {error.message && <p>{error.message}</p>}
      <button type="button" class="button" onClick={retry}>{t('common.again')}</button>
    </div>
  );
}

/** Draws a resource's answer: the last one stays in sight, dimmed, while the next comes. */
export function Shown<T>(props: { of: Resource<T>; waiting: string; children: (data: T) => ComponentChildren; nothing?: ComponentChildren }) {
  const a: Answer<T> = props.of.answer.value;
  return (
    <div aria-busy={a.state === 'loading'}>
      {a.state === 'loading' && <Waiting words={props.waiting} stop={props.of.stop} />}
      {a.state === 'error' && a.error && <Failed error={a.error} retry={props.of.retry} />}
      {a.state === 'stopped' && (
        <div class="nothing row" role="status">
          {t('common.stopped')} <button type="button" class="button" onClick={props.of.retry}>{t('common.again')}</button>
        </div>
      )}
      {a.state === 'idle' && props.nothing}
      {a.data !== null && <div style={a.state === 'loading' ? { opacity: 0.55 } : {}}>{props.children(a.data)}</div>}
    </div>
  );
}
