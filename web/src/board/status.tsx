// The status of a commitment by shape and word: a ring that fills as it comes
// nearer, a tick when it is done, bars when suspended, a cross when it is undone.

import { t } from '../i18n';
import { steps } from './process';
import './status.css';

const ended: Record<string, string> = {
  'in-operation': 'M4.2 8.4 7 11.2 12 5.4',
  suspended: 'M6 5v6M10 5v6',
  reversed: 'M5 5l6 6M11 5l-6 6',
  annulled: 'M5 5l6 6M11 5l-6 6',
  lapsed: 'M4.5 8h7',
};

/** What the shapes have in common: open, done, or ended. */
export function tone(status: string): 'open' | 'done' | 'ended' {
  if (status === 'in-operation') return 'done';
  return status in ended && status !== 'suspended' ? 'ended' : 'open';
}

export function StatusMark({ status }: { status: string }) {
  return (
    <span class={'board-status ' + tone(status)}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="1.6" />
        {ended[status] ? (
          <path d={ended[status]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
        ) : (
          <path d={slice((steps as readonly string[]).indexOf(status) / 4)} fill="currentColor" />
        )}
      </svg>
      <span>{t('board.status.' + status)}</span>
    </span>
  );
}

// A slice of a disc, from noon; a share of 1 is not drawn here, for it is the tick.
function slice(part: number): string {
  if (part <= 0) return '';
  const a = 2 * Math.PI * part;
  const [x, y] = [8 + 4.6 * Math.sin(a), 8 - 4.6 * Math.cos(a)];
  return `M8 8V3.4A4.6 4.6 0 ${part > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`;
}
