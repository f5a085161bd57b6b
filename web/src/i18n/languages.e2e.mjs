// Every language on every panel, in a real browser on a real server; see e2e/browser.mjs.
// With SHOTS set, pictures of all of them go to e2e/shots.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axe, desk, phone, picture, stage } from '../../e2e/browser.mjs';

const english = JSON.parse(readFileSync(new URL('catalogues/en.json', import.meta.url), 'utf8'));

const on = stage();
const view = 'from=igdir&to=yerevan&on=2024-07-30&depart=20:00&if=arm-tur-third-country-2022';
const ready = { way: '.way-found .ways', board: '.board-commitment', whatif: '.whatif-figures' };

for (const [lang, dir] of Object.entries({ az: 'ltr', tr: 'ltr', hy: 'ltr', ka: 'ltr', fa: 'rtl', ru: 'ltr' })) {
  const own = JSON.parse(readFileSync(new URL(`catalogues/${lang}.json`, import.meta.url), 'utf8'));
  test(`${lang}: every panel is told in it, by day on a desk and by night on a phone`, async () => {
    for (const [device, options] of Object.entries({ desk, phone: { ...phone, colorScheme: 'dark' } })) {
      const { page, context, faults } = await on.open(`/?${view}&lang=${lang}`, options);
      for (const panel of ['way', 'board', 'whatif']) {
        await page.locator('#tab-' + panel).click();
        await page.locator('#panel-' + panel).locator(ready[panel]).first().waitFor();
        const where = `${lang} ${panel} ${device}`;
        assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [lang, dir]);
        assert.equal(await page.locator('#tab-' + panel).innerText(), own[panel + '.title']);
        assert.equal(await page.getByText(own['common.unreviewed']).count(), 1, where + ': says that nobody has reviewed it');
        const text = await page.locator('body').innerText();
        assert.doesNotMatch(text, new RegExp(`\\b(${[...new Set(Object.keys(english).map((id) => id.split('.')[0]))].join('|')})\\.[a-z]+\\b(?!\\.)`), where + ': no bare id');
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), where + ': no wider than the screen');
        await picture(page, `${lang}-${panel}-${device}`, false);
      }
      await axe(page, `${lang} ${device}`);
      assert.deepEqual(faults, []);
      assert.equal(new URL(page.url()).searchParams.get('if'), 'arm-tur-third-country-2022', 'the view stays');
      await context.close();
    }
  });
}
