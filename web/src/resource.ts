// An answer that follows the view: asked again when the question changes, the
// earlier request stopped, the earlier answer kept in sight while the next one comes.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { ApiError } from './api';

export interface Answer<T> {
  state: 'idle' | 'loading' | 'ready' | 'error' | 'stopped';
  /** The latest answer; while loading, the one before. */
  data: T | null;
  error: ApiError | null;
  /** When the request in flight began (performance.now). */
  since: number;
}

export interface Resource<T> {
  readonly answer: ReadonlySignal<Answer<T>>;
  /** Stops the request in flight: the server stops working too. */
  stop(): void;
  /** Asks again. */
  retry(): void;
  /** Ends the following; a panel calls it when it is taken off the page. */
  dispose(): void;
}

/**
 * Follows a question. `question` reads signals and returns a key and how to ask,
 * or null when there is nothing to ask; an equal key asks nothing anew.
 */
export function resource<T>(
  question: () => { key: string; ask: (signal: AbortSignal) => Promise<T> } | null,
  settle = 120,
): Resource<T> {
  const idle: Answer<T> = { state: 'idle', data: null, error: null, since: 0 };
  const answer = signal<Answer<T>>(idle);
  const again = signal(0);
  let flight: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';

  const run = (ask: (signal: AbortSignal) => Promise<T>) => {
    const mine = new AbortController();
    flight = mine;
    ask(mine.signal).then(
      (data) => {
        if (flight === mine) answer.value = { state: 'ready', data, error: null, since: 0 };
      },
      (cause: unknown) => {
        if (flight !== mine || mine.signal.aborted) return;
        last = '';
        const error = cause instanceof ApiError ? cause : new ApiError(0, String(cause));
        answer.value = { state: 'error', data: null, error, since: 0 };
      },
    );
  };
  const end = effect(() => {
    const asked = question();
    const round = again.value;
    untracked(() => {
      const key = asked ? asked.key + '\n' + round : '';
      if (asked && key === last) return;
      last = key;
      clearTimeout(timer);
      flight?.abort();
      flight = null;
      if (!asked) {
        answer.value = idle;
        return;
      }
      const first = answer.value.data === null;
      answer.value = { ...answer.value, state: 'loading', error: null, since: performance.now() };
      if (first || settle === 0) run(asked.ask);
      else timer = setTimeout(() => run(asked.ask), settle);
    });
  });
  return {
    answer,
    stop() {
      clearTimeout(timer);
      flight?.abort();
      flight = null;
      last = '';
      answer.value = { ...answer.value, state: 'stopped', since: 0 };
    },
    retry: () => void again.value++,
    dispose() {
      end();
      clearTimeout(timer);
      flight?.abort();
    },
  };
}
