// The comparison as a table, as map data and as a picture, made by the API. With
// details of the traveller the question goes as a POST, so that no address
// carries them; without, each is a plain link.

import { useState } from 'preact/hooks';
import { query, who, type Params } from '../api';
import { hasDetails, type View } from '../state';
import { t } from '../i18n';

const formats = ['csv', 'geojson', 'svg'] as const;
type Format = (typeof formats)[number];

export function Downloads({ view, params }: { view: View; params: Params }) {
  const [failed, fail] = useState('');
  const asked = { ...who(view), ...params };
  const name = (f: Format) => `waythrough-what-if.${f}`;
  const words = (f: Format) => t('whatif.download.' + f);
  const send = (f: Format) =>
    post({ ...asked, ...view.details, age: view.details.age === '' ? undefined : Number(view.details.age), format: f }, name(f)).then(
      () => fail(''),
      (e: unknown) => fail(e instanceof Error ? e.message : String(e)),
    );
  return (
    <section aria-labelledby="whatif-downloads">
      <h3 id="whatif-downloads">{t('whatif.downloads')}</h3>
      <div class="row">
        {formats.map((f) =>
          hasDetails(view.details) ? (
            <button key={f} type="button" class="button" onClick={() => void send(f)}>{words(f)}</button>
          ) : (
            <a key={f} class="button" href={'/v1/whatif' + query({ ...asked, format: f })} download={name(f)}>{words(f)}</a>
          ),
        )}
      </div>
      {failed && <p role="alert" class="note">{t('whatif.download.failed', { error: failed })}</p>}
    </section>
  );
}

async function post(params: Params, name: string): Promise<void> {
  const told = Object.entries(params).filter(([, v]) => v !== undefined && v !== '' && !(Array.isArray(v) && v.length === 0));
  const response = await fetch('/v1/whatif', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(told)),
  });
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new Error(problem.detail ?? response.statusText);
  }
  const a = document.createElement('a');
  a.href = URL.createObjectURL(await response.blob());
  a.download = name;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 60_000);
}
