// The marks of crossings as pictures for the map, from the paths that the page
// draws verdicts with. A stale verdict has a dotted ring about its mark; a
// contested border's crossing a square bracket at either side.

import type { Map } from 'maplibre-gl';
import type { Verdict } from '../answers';
import { shapes } from '../ui/verdict';

const scale = 2;
const box = 26; // CSS pixels

/** The value of a custom property of the page. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

function mark(verdict: Verdict, stale: boolean): ImageData | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = box * scale;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(scale, scale);
  const ink = colour(verdict);
  if (stale) {
    pen.beginPath();
    pen.arc(box / 2, box / 2, 11.5, 0, 2 * Math.PI);
    pen.setLineDash([2, 2.6]);
    pen.lineWidth = 1.6;
    pen.strokeStyle = ink;
    pen.stroke();
    pen.setLineDash([]);
  }
  pen.translate((box - 16) / 2, (box - 16) / 2);
  const path = new Path2D(shapes[verdict].path);
  pen.lineJoin = pen.lineCap = 'round';
  pen.strokeStyle = colour('surface');
  if (shapes[verdict].stroke) {
    const width = verdict === 'refused' ? 3.6 : 2.6;
    if (verdict === 'unknown') {
      pen.fillStyle = colour('surface');
      pen.fill(path);
    }
    pen.lineWidth = width + 3;
    pen.stroke(path);
    pen.strokeStyle = ink;
    pen.lineWidth = width;
    pen.stroke(path);
  } else {
    pen.lineWidth = 3;
    pen.stroke(path);
    pen.fillStyle = ink;
    pen.fill(path);
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A square of slanting lines that goes on in itself on all sides. */
function hatch(): ImageData | null {
  const side = 8 * scale;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.strokeStyle = colour('ink-3');
  pen.globalAlpha = 0.3;
  pen.lineWidth = 0.6 * scale;
  for (const x of [-side, 0, side]) {
    pen.moveTo(x - 2, side + 2);
    pen.lineTo(x + side + 2, -2);
  }
  pen.stroke();
  return pen.getImageData(0, 0, side, side);
}

export function addMarks(map: Map): void {
  const lines = hatch();
  if (lines && !map.hasImage('hatch')) map.addImage('hatch', lines, { pixelRatio: scale });
  for (const verdict of Object.keys(shapes) as Verdict[]) {
    for (const stale of [false, true]) {
      const id = verdict + (stale ? '-stale' : '');
      const image = mark(verdict, stale);
      if (!image) continue;
      if (map.hasImage(id)) map.removeImage(id);
      map.addImage(id, image, { pixelRatio: scale });
    }
  }
}
