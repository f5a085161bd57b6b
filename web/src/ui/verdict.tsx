// A verdict by shape, colour and word: a full circle is permitted, a diamond
// needs papers, a hollow square is unknown, a cross is refused. The map draws
// the same shapes from the same paths.

import type { Verdict } from '../answers';
import { word } from './words';

/** Outlines in a box of 16 by 16; `stroke` is drawn as a line, not filled. */
export const shapes: Record<Verdict, { path: string; stroke: boolean }> = {
  permitted: { path: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 1 0 8 1.8Z', stroke: false },
  formality: { path: 'M8 .8 15.2 8 8 15.2 .8 8Z', stroke: false },
  unknown: { path: 'M3 3h10v10H3Z', stroke: true },
  refused: { path: 'M3 3 13 13M13 3 3 13', stroke: true },
};

export function Mark({ verdict, size = 14 }: { verdict: Verdict; size?: number }) {
  const { path, stroke } = shapes[verdict];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {stroke ? (
        <path d={path} fill="none" stroke="currentColor" stroke-width={verdict === 'refused' ? 3.4 : 2.4} stroke-linecap="round" />
      ) : (
        <path d={path} fill="currentColor" />
      )}
    </svg>
  );
}

/** The mark with its word, or with other words that say the verdict. */
export function VerdictMark({ verdict, size, children }: { verdict: Verdict; size?: number; children?: preact.ComponentChildren }) {
  return (
    <span class={'verdict ' + verdict}>
      <Mark verdict={verdict} {...(size ? { size } : {})} />
      <span>{children ?? word('common.verdict', verdict)}</span>
    </span>
  );
}
