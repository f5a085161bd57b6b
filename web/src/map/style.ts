// How the map looks: its layers, in the colours of the page.

import type { FeatureCollection } from 'geojson';
import type { FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { colour } from './icons';

export const empty: FeatureCollection = { type: 'FeatureCollection', features: [] };

// Quoted: a family with a figure in its name is no CSS identifier.
const fonts = ['"Source Sans 3 Variable"', 'system-ui', '"Noto Sans"', '"Noto Sans Armenian"', '"Noto Sans Georgian"', '"Noto Sans Arabic"'];
const halo = () => ({ 'text-halo-color': colour('land'), 'text-halo-width': 1.4 });

export function style(): StyleSpecification {
  const geojson = { type: 'geojson' as const, data: empty };
  return {
    version: 8,
    sources: {
      land: { ...geojson, tolerance: 0.2 }, borders: geojson, crossings: geojson, route: geojson, gains: geojson,
      tiles: { type: 'vector', tiles: [location.origin + '/tiles/{z}/{x}/{y}.mvt'], minzoom: 0, maxzoom: 14 },
    },
    layers: [...ground(), ...borders(), ...ways(), ...gains(), ...names(), ...crossings()],
  };
}

/** The outlines of some areas: the filter of the layer that hatches them. */
export function contested(ids: readonly string[]): FilterSpecification {
  return ['all', ['!=', ['geometry-type'], 'Point'], ['in', ['get', 'id'], ['literal', [...ids]]]] as never;
}

function ground(): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colour('land'), 'fill-antialias': true } },
    // What a network file knows of areas: their extent, faintly; those that more than one party claims are hatched.
    { id: 'areas', type: 'fill', source: 'tiles', 'source-layer': 'areas', filter: ['!=', ['geometry-type'], 'Point'] as never, paint: { 'fill-color': colour('ink-3'), 'fill-opacity': 0.06, 'fill-antialias': false } },
    { id: 'areas-contested', type: 'fill', source: 'tiles', 'source-layer': 'areas', filter: contested([]), paint: { 'fill-pattern': 'hatch', 'fill-antialias': false } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colour('line-strong'), 'line-opacity': 0.5, 'line-width': 0.6 } },
    {
      id: 'roads', type: 'line', source: 'tiles', 'source-layer': 'roads', minzoom: 5,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour('road'), 'line-opacity': ['case', ['has', 'class'], 1, 0.6] as never, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 9, 1.4, 13, 2.6] },
    },
  ];
}

function borders(): LayerSpecification[] {
  const wide = (by: number) => ['interpolate', ['linear'], ['zoom'], 4, 0.8 * by, 8, 1.6 * by, 12, 2.4 * by] as never;
  const of = (state: string) => ['==', ['get', 'state'], state] as never;
  return [
    { id: 'border-open', type: 'line', source: 'borders', filter: of('open'), paint: { 'line-color': colour('line-strong'), 'line-width': wide(0.7), 'line-opacity': 0.75 } },
    { id: 'border-unknown', type: 'line', source: 'borders', filter: of('unknown'), paint: { 'line-color': colour('unknown'), 'line-width': wide(1), 'line-dasharray': [1, 2] } },
    { id: 'border-band', type: 'line', source: 'borders', filter: of('closed'), paint: { 'line-color': colour('refused'), 'line-width': wide(5), 'line-opacity': 0.13 } },
    { id: 'border-closed', type: 'line', source: 'borders', filter: of('closed'), paint: { 'line-color': colour('refused'), 'line-width': wide(1.3), 'line-dasharray': [3, 2] } },
    { id: 'border-contested', type: 'line', source: 'borders', filter: ['==', ['get', 'contested'], true], paint: { 'line-color': colour('ink-3'), 'line-width': wide(0.8), 'line-gap-width': wide(2), 'line-dasharray': [1, 1.5] } },
    {
      id: 'border-names', type: 'symbol', source: 'borders', minzoom: 6.4, filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'label'], 'text-font': fonts, 'text-size': 11.5, 'text-line-height': 1.3, 'text-max-width': 30, 'text-variable-anchor': ['left', 'right', 'top', 'bottom'], 'text-radial-offset': 1.2, 'text-justify': 'auto' },
      paint: { 'text-color': colour('refused'), ...halo() },
    },
  ];
}

function ways(): LayerSpecification[] {
  const role = (r: string, ...more: unknown[]) => ['all', ['==', ['get', 'role'], r], ...more] as never;
  const fly = ['==', ['get', 'kind'], 'fly'];
  const grow = (by: number) => ['interpolate', ['linear'], ['zoom'], 4, 2.2 * by, 9, 4 * by, 13, 6 * by] as never;
  const round = { 'line-cap': 'round' as const, 'line-join': 'round' as const };
  return [
    { id: 'way-other', type: 'line', source: 'route', filter: role('other'), layout: round, paint: { 'line-color': colour('way-other'), 'line-width': grow(0.6) } },
    { id: 'way-direct', type: 'line', source: 'route', filter: role('direct'), paint: { 'line-color': colour('ink-2'), 'line-width': grow(0.6), 'line-dasharray': [1.4, 1.6] } },
    { id: 'way-casing', type: 'line', source: 'route', filter: role('chosen', ['!', fly]), layout: round, paint: { 'line-color': colour('surface'), 'line-width': grow(1.7) } },
    { id: 'way', type: 'line', source: 'route', filter: role('chosen', ['!', fly]), layout: round, paint: { 'line-color': colour('accent'), 'line-width': grow(1) } },
    { id: 'way-flight', type: 'line', source: 'route', filter: role('chosen', fly), paint: { 'line-color': colour('accent'), 'line-width': grow(0.7), 'line-dasharray': [4, 1.5] } },
  ];
}

/** Towns by time saved: larger and deeper is more. */
function gains(): LayerSpecification[] {
  const saved = ['to-number', ['get', 'saving_s'], 0];
  return [
    {
      id: 'gains', type: 'circle', source: 'gains',
      layout: { 'circle-sort-key': ['-', 0, ['abs', saved]] as never },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['sqrt', ['abs', saved]], 0, 2, 60, 6, 170, 22] as never,
        'circle-color': ['case', ['<', saved, 0], colour('refused'), colour('accent')] as never,
        'circle-opacity': 0.42, 'circle-stroke-width': 1.2, 'circle-stroke-opacity': 0.9,
        'circle-stroke-color': ['case', ['<', saved, 0], colour('refused'), colour('accent')] as never,
      },
    },
  ];
}

function crossings(): LayerSpecification[] {
  return [
    { id: 'crossing-chosen', type: 'circle', source: 'crossings', filter: ['==', ['get', 'id'], ''], paint: { 'circle-radius': 16, 'circle-color': 'transparent', 'circle-stroke-width': 2.5, 'circle-stroke-color': colour('focus') } },
    {
      id: 'crossings', type: 'symbol', source: 'crossings',
      layout: {
        'icon-image': ['get', 'icon'], 'icon-size': ['interpolate', ['linear'], ['zoom'], 3, 0.45, 6, 0.72, 9, 1], 'icon-allow-overlap': true,
        'symbol-sort-key': ['match', ['get', 'verdict'], 'refused', 3, 'formality', 2, 'permitted', 1, 0] as never,
        'text-field': ['step', ['zoom'], '', 7.6, ['get', 'name']], 'text-font': fonts, 'text-size': 12, 'text-anchor': 'left', 'text-offset': [1.1, 0], 'text-optional': true, 'text-max-width': 12,
      },
      paint: { 'text-color': colour('ink'), ...halo() },
    },
    { id: 'way-block', type: 'circle', source: 'route', filter: ['==', ['get', 'role'], 'block'], paint: { 'circle-radius': 15, 'circle-color': 'transparent', 'circle-stroke-width': 2.4, 'circle-stroke-color': colour('refused') } },
    { id: 'way-ends', type: 'circle', source: 'route', filter: ['==', ['get', 'role'], 'end'], paint: { 'circle-radius': 6.5, 'circle-color': ['match', ['get', 'end'], 'from', colour('surface'), colour('accent')] as never, 'circle-stroke-width': 3, 'circle-stroke-color': colour('accent') } },
    { id: 'end-names', type: 'symbol', source: 'route', filter: ['==', ['get', 'role'], 'end'], layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': 15, 'text-offset': [0, -1.2], 'text-allow-overlap': true }, paint: { 'text-color': colour('ink'), 'text-halo-color': colour('surface'), 'text-halo-width': 2 } },
  ];
}

function names(): LayerSpecification[] {
  const large = (n: number) => ['>=', ['to-number', ['get', 'population'], 0], n];
  return [
    {
      id: 'places', type: 'symbol', source: 'tiles', 'source-layer': 'places', minzoom: 5,
      filter: ['any', ['>=', ['zoom'], 8.5], ['all', ['>=', ['zoom'], 7], large(40000)], large(250000)] as never,
      layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': ['interpolate', ['linear'], ['to-number', ['get', 'population'], 0], 0, 11, 200000, 12.5, 2000000, 15] as never, 'text-padding': 6, 'symbol-sort-key': ['-', 0, ['to-number', ['get', 'population'], 0]] as never },
      paint: { 'text-color': colour('ink-2'), ...halo() },
    },
    {
      id: 'area-names', type: 'symbol', source: 'tiles', 'source-layer': 'areas', maxzoom: 7.5, filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'name'], 'text-font': fonts, 'text-size': ['interpolate', ['linear'], ['zoom'], 3, 12, 7, 20], 'text-letter-spacing': 0.08, 'text-padding': 10, 'text-offset': [0, 1.2] },
      paint: { 'text-color': colour('ink-3'), ...halo() },
    },
  ];
}
