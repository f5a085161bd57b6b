// The page's beginning: the address is read, the language chosen, the form and
// answers drawn; the map follows when the browser has time for it.

import { effect } from '@preact/signals';
import { render } from 'preact';
import { App } from './app';
import { firstLanguage, setLanguage } from './i18n';
import { createStore } from './store';
import './ui/tokens.css';
import './ui/base.css';

const store = createStore();

effect(() => {
  const wish = store.view.value.lang;
  void setLanguage(firstLanguage(wish)).then(draw);
});

let drawn = false;
function draw(): void {
  const root = document.getElementById('app');
  if (drawn || !root) return;
  drawn = true;
  render(<App store={store} />, root);
}
