// On a phone the panels lie in a sheet over the map, at one of three heights: its
// handle is a button that steps through them, and may be dragged. On wide
// screens the sheet is no box at all (display: contents).

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n';

const heights = [0.3, 0.62, 0.88];

export function Sheet({ children }: { children: ComponentChildren }) {
  const [at, setAt] = useState(1);
  const [pulled, setPulled] = useState<number | null>(null);
  const from = useRef<{ y: number; height: number; moved: boolean } | null>(null);
  const height = pulled ?? heights[at] ?? 0.62;
  // The frame's grid gives the map what the sheet leaves.
  useLayoutEffect(() => document.documentElement.style.setProperty('--sheet', String(height)), [height]);

  const down = (e: PointerEvent) => {
    from.current = { y: e.clientY, height, moved: false };
    (e.currentTarget as Element).setPointerCapture(e.pointerId);
  };
  const move = (e: PointerEvent) => {
    const f = from.current;
    if (!f) return;
    if (Math.abs(e.clientY - f.y) > 6) f.moved = true;
    if (f.moved) setPulled(Math.min(0.88, Math.max(0.18, f.height + (f.y - e.clientY) / innerHeight)));
  };
  const up = () => {
    const f = from.current;
    from.current = null;
    setPulled(null);
    if (!f?.moved) return;
    const near = heights.map((h) => Math.abs(h - height));
    setAt(near.indexOf(Math.min(...near)));
    skip.current = true;
  };
  const skip = useRef(false);
  const click = () => {
    if (skip.current) skip.current = false;
    else setAt((at + 1) % heights.length);
  };
  return (
    <div class="sheet">
      <button
        type="button" class="handle" aria-label={t(at === heights.length - 1 ? 'common.sheet.lower' : 'common.sheet.raise')}
        onClick={click} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={up}
      >
        <span aria-hidden="true" />
      </button>
      {children}
    </div>
  );
}
