// Every language on every panel, in a real browser on a real server; see e2e/browser.mjs.
// With SHOTS set, pictures of all of them go to e2e/shots.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browser, desk, open, phone, serve } from '../../e2e/browser.mjs';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = fileURLToPath(new URL('../../e2e/shots/', import.meta.url));
const english = JSON.parse(readFileSync(new URL('catalogues/en.json', import.meta.url), 'utf8'));

let server, chrome;
before(async () => {
  server = await serve();
  chrome = await browser();
});
after(async () => {
  await chrome?.close();
  await server?.stop();
});

const view = 'from=igdir&to=yerevan&on=2024-07-30&if=arm-tur-third-country-2022';
const ready = { way: '.way-found .ways', board: '.board-commitment', whatif: '.whatif-figures' };

async function axe(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  });
}

for (const [lang, dir] of Object.entries({ az: 'ltr', tr: 'ltr', hy: 'ltr', ka: 'ltr', fa: 'rtl', ru: 'ltr' })) {
  const own = JSON.parse(readFileSync(new URL(`catalogues/${lang}.json`, import.meta.url), 'utf8'));
  test(`${lang}: every panel is told in it, by day on a desk and by night on a phone`, async () => {
    for (const [device, options] of Object.entries({ desk, phone: { ...phone, colorScheme: 'dark' } })) {
      const { page, context, faults } = await open(chrome, server.address, `/?${view}&lang=${lang}`, options);
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
        if (process.env.SHOTS) {
          mkdirSync(shots, { recursive: true });
          await page.screenshot({ path: `${shots}${lang}-${panel}-${device}.png` });
        }
      }
      assert.deepEqual(await axe(page), [], `${lang} ${device}`);
      assert.deepEqual(faults, []);
      assert.equal(new URL(page.url()).searchParams.get('if'), 'arm-tur-third-country-2022', 'the view stays');
      await context.close();
    }
  });
}
