import { expect, it } from 'vitest';
import { createStore } from '../store';
import { assume, drop } from './assumptions';

/** A window as far as a store looks at one. */
function bar() {
  const location = { pathname: '/', search: '', hash: '' };
  const go = (_: unknown, __: string, address: string) => {
    const url = new URL(address, 'http://x');
    Object.assign(location, { search: url.search, hash: url.hash });
  };
  return { location, history: { pushState: go, replaceState: go }, addEventListener: () => undefined } as unknown as Window;
}

it('an assumption is held once, stands in the address, and is dropped', () => {
  const at = bar();
  const store = createStore(at);
  for (const what of ['no-waits', 'no-waits', 'close:kazbegi-verkhny-lars']) assume(store, what);
  expect(store.view.value.assumed).toEqual(['no-waits', 'close:kazbegi-verkhny-lars']);
  expect(at.location.search).toBe('?also=no-waits&also=close:kazbegi-verkhny-lars');
  expect(createStore(at).view.value).toEqual(store.view.value);
  drop(store, 'no-waits');
  expect(at.location.search).toBe('?also=close:kazbegi-verkhny-lars');
});
