// Makes public/basemap: land and coast for the whole world at 1:50 million, and
// the lines between the areas of the record (borders.mjs), each by itself, so
// that the page can draw one by what the record says of it. No other boundary is
// written: the map draws none as settled. All is Natural Earth's.
//
//	node basemap.mjs        (npm run build runs it)

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { borders } from './borders.mjs';

const land = readFileSync(createRequire(import.meta.url).resolve('world-atlas/land-50m.json')); // TopoJSON: a quarter lighter than GeoJSON
const folder = new URL('public/basemap/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('borders.json', folder), JSON.stringify(borders()));
writeFileSync(new URL('land.json', folder), JSON.stringify(JSON.parse(land)));
