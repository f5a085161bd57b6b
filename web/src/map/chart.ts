// The map itself. Loaded after the page: MapLibre weighs more than all the rest.
//
// Land and coast are a file of this site (basemap.mjs), roads and places its
// tiles; text is drawn with the reader's own fonts. Sources are empty GeoJSON at
// first; effects fill them as answers come.

import { computed, effect, untracked } from '@preact/signals';
import type { FeatureCollection } from 'geojson';
import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type LngLatBoundsLike } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { area, t } from '../i18n';
import { questions } from '../questions';
import type { Store } from '../store';
import { borderLines, boxOf, crossingPoints, routeLines } from './features';
import { addMarks } from './icons';
import { contested, empty, style } from './style';

setWorkerUrl(workerUrl);

/** Where the map begins: the South Caucasus and its neighbours. */
const beginning: LngLatBoundsLike = [40, 38.3, 49.6, 43.2];

interface Chart {
  destroy(): void;
}

/** What the map tells the page about it. */
interface Told {
  /** It shows for the first time. */
  ready(): void;
  /** The pointer is over something of this name, or over nothing. */
  hover(name: string, x: number, y: number): void;
  /** Whether areas in sight are hatched. */
  hatched(are: boolean): void;
}

/** Draws the map into `el`; it throws where there is no WebGL. */
export function chart(el: HTMLElement, store: Store, told: Told): Chart {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const at = placeOf(store.view.peek().map);
  const map = new MapLibre({
    container: el, style: style(), ...(at ?? { bounds: beginning, fitBoundsOptions: { padding: room() } }),
    attributionControl: { compact: true, customAttribution: 'Natural Earth' }, dragRotate: false, pitchWithRotate: false, touchPitch: false,
    maxZoom: 13, minZoom: 2, fadeDuration: calm ? 0 : 150, renderWorldCopies: false, locale: controls(),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
  map.getCanvas().setAttribute('aria-label', t('map.canvas'));

  let ends: (() => void)[] = [];
  const begin = () => {
    addMarks(map);
    ends.forEach((end) => end());
    ends = follow(map, store, calm);
    void ground(map);
  };
  keepPlace(map, store);
  map.once('load', () => {
    begin();
    point(map, store, told.hover);
    told.ready();
  });
  map.on('idle', () => told.hatched(map.getLayer('areas-contested') !== undefined && map.queryRenderedFeatures({ layers: ['areas-contested'] }).length > 0));
  const repaint = () => {
    map.setStyle(style(), { diff: false });
    map.once('style.load', begin);
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', repaint);
  addEventListener('themechange', repaint);
  return {
    destroy() {
      dark.removeEventListener('change', repaint);
      removeEventListener('themechange', repaint);
      ends.forEach((end) => end());
      map.remove();
    },
  };
}

/** Goes with the page's own movements: whoever reads it tells them from the reader's. */
const own = { own: true };

/** Where the reader moves the map it stays, and the address says so. */
function keepPlace(map: MapLibre, store: Store): void {
  let byHand = false;
  map.on('wheel', () => void (byHand = true)); // the wheel's movements do not say whose they are
  map.on('movestart', (e) => {
    if ('own' in e) byHand = false;
    else if (e.originalEvent) byHand = true;
  });
  map.on('moveend', () => {
    if (!byHand && !store.view.peek().map) return; // once put somewhere by hand, it is told wherever a card then moves it
    const { lat, lng } = map.getCenter();
    store.set({ map: [lat.toFixed(3), lng.toFixed(3), map.getZoom().toFixed(2)].map(Number).join() }, 'replace');
  });
}

/** The place that an address tells, `41.2,44.5,7.4`; null for none. */
function placeOf(told: string): { center: [number, number]; zoom: number } | null {
  const [lat, lon, zoom] = told.split(',').map(Number);
  return lat === undefined || lon === undefined || zoom === undefined ? null : { center: [lon, lat], zoom };
}

/** Space kept about what is brought into sight. */
function room(): { top: number; bottom: number; left: number; right: number } {
  return innerWidth >= 900 ? { top: 40, bottom: 40, left: 40, right: 40 } : { top: 24, bottom: 34, left: 24, right: 24 };
}

function controls(): Record<string, string> {
  return {
    'NavigationControl.ZoomIn': t('map.zoom.in'), 'NavigationControl.ZoomOut': t('map.zoom.out'),
    'AttributionControl.ToggleAttribution': t('map.attribution'), 'Map.Title': t('map.label'),
  };
}

function put(map: MapLibre, source: string, data: FeatureCollection): void {
  map.getSource<GeoJSONSource>(source)?.setData(data);
}

let lines: FeatureCollection | null = null;

/** Land and coast, once. */
async function ground(map: MapLibre): Promise<void> {
  const read = async (name: string) => (await fetch('/basemap/' + name + '.json')).json() as Promise<unknown>;
  try {
    const world = (await read('land')) as Topology;
    const shape = feature(world, world.objects.land as never) as unknown as FeatureCollection;
    put(map, 'land', shape);
  } catch {
    // Without its ground the map still shows crossings and ways.
  }
}

/** Fills the sources as answers come; returns what ends that. */
function follow(map: MapLibre, store: Store, calm: boolean): (() => void)[] {
  const { crossings, route } = questions(store);
  // A map that was put somewhere by hand is left there until something else is asked for.
  const first = store.view.peek();
  const placed = first.map !== '';
  const fit = (box: [number, number, number, number], maxZoom = 10) => {
    map.fitBounds(box, { padding: room(), maxZoom, duration: calm ? 0 : 700 }, own);
    if (store.view.peek().map) untracked(() => store.set({ map: '' }, 'replace'));
  };
  const way = computed(() => store.view.value.way);
  const chosen = computed(() => store.view.value.crossing);
  let fitted: string | null = placed && first.from && first.to ? null : '';
  let opened = placed ? first.crossing : '';
  let seen = placed && first.panel === 'whatif';
  if (!lines) {
    void fetch('/basemap/borders.json').then((r) => r.json()).then((fc: FeatureCollection) => {
      lines = fc;
      put(map, 'borders', borderLines(fc, crossings.answer.value.data));
    }, () => undefined);
  }
  return [
    effect(() => {
      const layer = crossings.answer.value.data;
      put(map, 'crossings', crossingPoints(layer));
      if (lines) put(map, 'borders', borderLines(lines, layer));
    }),
    effect(() => {
      const answer = route.answer.value.data;
      const data = routeLines(answer, way.value);
      put(map, 'route', data);
      const asked = answer ? answer.question.from.id + '>' + answer.question.to.id : '';
      const box = boxOf(data);
      if (fitted !== null && asked !== fitted && box) fit(box);
      if (fitted !== null || asked) fitted = asked;
    }),
    effect(() => put(map, 'gains', store.gains.value ?? empty)),
    effect(() => {
      const id = chosen.value;
      map.setFilter('crossing-chosen', ['==', ['get', 'id'], id]);
      const at = crossings.answer.value.data?.features.find((f) => f.id === id)?.geometry.coordinates;
      if (at && id !== opened) besideCard(map, at, calm);
      if (at || !id) opened = id;
    }),
    effect(() => {
      const box = store.sight.value;
      if (box && !seen) fit(box, 7.6);
      if (box) seen = false;
    }),
    effect(() => {
      const areas = crossings.answer.value.data?.areas ?? [];
      map.setFilter('areas-contested', contested(areas.filter((a) => a.claimed_by?.length).map((a) => a.id)));
      const names = areas.flatMap((a) => [a.id, area(a.id, a.name)]);
      const text = names.length ? ['match', ['get', 'id'], ...names, ['get', 'name']] : ['get', 'name'];
      map.setLayoutProperty('area-names', 'text-field', text as never);
    }),
  ];
}

/** Moves the map, if need be, so that a crossing shows beside its card. */
function besideCard(map: MapLibre, at: [number, number], calm: boolean): void {
  const wide = innerWidth >= 900;
  const { width, height } = map.getContainer().getBoundingClientRect();
  const p = map.project(at);
  const clear = wide ? p.x > 60 && p.x < width - 490 && p.y > 40 && p.y < height - 40 : p.x > 20 && p.x < width - 20 && p.y > 20 && p.y < height * 0.3;
  if (!clear) map.easeTo({ center: at, offset: wide ? [-220, 0] : [0, -height * 0.3], duration: calm ? 0 : 500 }, own);
}

/** What the pointer does: names on hover, a crossing's card on a click. */
function point(map: MapLibre, store: Store, hover: (name: string, x: number, y: number) => void): void {
  map.on('mousemove', (e) => {
    const found = map.queryRenderedFeatures(e.point, { layers: ['crossings', 'gains'].filter((l) => map.getLayer(l)) })[0];
    map.getCanvas().style.cursor = found ? 'pointer' : '';
    hover(found ? String(found.properties.name) : '', e.point.x, e.point.y);
  });
  map.on('mouseout', () => hover('', 0, 0));
  map.on('click', (e) => {
    const near: [[number, number], [number, number]] = [[e.point.x - 8, e.point.y - 8], [e.point.x + 8, e.point.y + 8]];
    const found = map.queryRenderedFeatures(near, { layers: ['crossings'] })[0];
    if (found) store.set({ crossing: String(found.properties.id), back: false });
  });
}
