// The sheet to take along: one HTML file with the way, its borders, papers and
// sources, that opens and prints without a network.

import type { Itinerary, Leg, Need, Route, Source } from '../answers';
import { area, date, distance, duration, language, t } from '../i18n';
import type { View } from '../state';
import { clock, listed, paper, passport, word } from '../ui/words';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML: what a source or a place is called is never markup. */
export function text(s: string): string {
  return s.replace(/[&<>"']/g, (c) => escapes[c] ?? c);
}

const css =
  'body{font:11pt/1.45 system-ui,sans-serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111}h1,h2,h3{font-family:Georgia,serif;line-height:1.2}' +
  'h1{font-size:1.7em}h2{font-size:1.2em;border-top:1px solid #999;padding-top:.6em}h3{margin:.2em 0}small,.n{color:#444;font-size:.86em}' +
  '.w{border:1.5px solid #7d5200;padding:.5em .8em;margin:.4em 0}.b{border:1px solid #777;border-inline-start-width:4px;padding:.5em .8em;margin:.6em 0;break-inside:avoid}' +
  'li{margin:.2em 0}a{color:inherit;overflow-wrap:anywhere}.box{display:inline-block;width:.8em;height:.8em;border:1.2px solid #111;margin-inline-end:.5em}ul.p{list-style:none;padding:0}';

function need(n: Need): string {
  const more = [n.where ? t('common.need.where', { where: n.where }) : '', n.lead ? t('common.need.lead', { lead: n.lead }) : '', n.fee ? t('common.need.fee', { fee: n.fee }) : '', n.discretionary ? t('common.need.discretionary') : ''];
  return `<li><span class="box"></span>${text([n.paper, ...(n.or ?? [])].map(paper).join(' / '))} <small>${text(more.filter(Boolean).join(' · '))}</small></li>`;
}

/** Collects sources under numbers, as the sheet cites them. */
class Cited {
  private readonly order: Source[] = [];
  cite(sources: readonly Source[]): string {
    return sources
      .map((s) => {
        let i = this.order.findIndex((o) => o.id === s.id);
        if (i < 0) i = this.order.push(s) - 1;
        return `[${i + 1}]`;
      })
      .join('');
  }
  list(): string {
    return this.order
      .map((s) => `<li>${text([s.publisher, date(s.published), s.title || (s.where ?? '')].filter(Boolean).join(', '))} — ${text(word('common.basis', s.basis))}${s.url ? `<br><small>${text(s.url)}</small>` : ''}</li>`)
      .join('');
  }
}

function leg(l: Leg, cited: Cited): string {
  const where = `${text(l.from.name)} → ${text(l.to.name)}`;
  if (!l.verdict) {
    const via = l.via?.length ? ' ' + t('way.via', { places: l.via.join(', ') }) : '';
    return `<p><b>${clock(l.departs)}</b> ${where} <small>${text([word('way.leg', l.kind), duration(l.duration_s), distance(l.distance_m)].join(' · ') + via)}</small></p>`;
  }
  const decide = l.reasons.filter((r) => r.decides || r.statement);
  return (
    `<div class="b"><h3>${clock(l.departs)} ${text(l.crossing_name ?? l.crossing)}: ${text(word('common.verdict', l.verdict))}</h3>` +
    `<p class="n">${text(area(l.from.area))} → ${text(area(l.to.area))}${l.confirmed ? ' · ' + text(t('common.confirmed', { date: date(l.confirmed) })) : ''}${l.stale ? ' · ' + text(t('common.stale')) : ''}</p>` +
    (l.needs?.length ? `<ul class="p">${l.needs.map(need).join('')}</ul>` : '') +
    `<ul>${decide.map((r) => `<li>${text(word('common.part', r.part))}${r.authority ? ' (' + text(area(r.authority)) + ')' : ''}: ${text(r.says)} <small>${cited.cite(r.sources)}</small></li>`).join('')}</ul></div>`
  );
}

/** The sheet as one HTML document, with nothing fetched from anywhere. */
export function sheet(route: Route, way: Itinerary, view: View): string {
  const cited = new Cited();
  const title = `${route.question.from.name} → ${route.question.to.name}`;
  const warnings = route.advisories.map((a) => `<p class="w"><b>${text(t('common.advisory', { by: area(a.by), about: listed(a.about) }))}</b> ${text(a.says)} <small>${cited.cite(a.sources)}</small></p>`).join('');
  const legs = way.legs.map((l) => leg(l, cited)).join('');
  const last = way.legs[way.legs.length - 1];
  const told = [date(way.departs.slice(0, 10)), view.passports.map(passport).join(' + '), duration(way.duration_s), distance(way.distance_m), word('common.verdict', way.verdict)];
  const assumed = route.assumed?.length ? `<p class="w"><b>${text(route.heading ?? '')}</b> ${text(route.assumed.join(' '))}</p>` : '';
  return (
    `<!doctype html><html lang="${language().code}" dir="${language().dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${text(title)}</title><style>${css}</style><h1>${text(title)}</h1><p>${text(told.join(' · '))}</p>${assumed}${warnings}${legs}` +
    (last ? `<p><b>${clock(last.arrives)}</b> ${text(t('way.arrive', { place: last.to.name }))}</p>` : '') +
    `<h2>${text(t('way.sheet.sources'))}</h2><ol>${cited.list()}</ol><p class="n">${text(route.notice)}</p></html>`
  );
}

/** Hands the sheet to the reader as a file. */
export function download(route: Route, chosen: number, view: View): void {
  const way = route.itineraries[chosen];
  if (!way) return;
  const url = URL.createObjectURL(new Blob([sheet(route, way, view)], { type: 'text/html' }));
  const a = document.createElement('a');
  a.href = url;
  a.download = `${route.question.from.id}-${route.question.to.id}-${way.departs.slice(0, 10)}.html`;
  a.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
