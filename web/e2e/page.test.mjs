// The mission's questions, asked as a person would, in a real browser on a real
// server. Pictures of what was seen go to e2e/shots when SHOTS is set.
//
//	npm run build && npm run e2e

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { axe, mapReady, phone, picture, shots, stage } from './browser.mjs';

const igdir = '/?from=igdir&to=yerevan&on=2024-07-30';
const on = stage();
const { visit } = on;

const legs = (page) => page.getByRole('list', { name: 'The way, leg by leg' });

test('from Iğdır to Yerevan by typing: over Georgia, and why not straight', () =>
  visit('/?on=2024-07-30', async (page) => {
    await page.getByRole('combobox', { name: 'From' }).fill('Iğd');
    await page.getByRole('option', { name: /Iğdır/ }).first().click();
    await page.getByRole('combobox', { name: 'To' }).fill('Ереван');
    await page.getByRole('option', { name: /Yerevan/ }).first().click();
    await page.getByRole('heading', { name: /Iğdır.*Yerevan/ }).waitFor();
    await legs(page).getByRole('heading', { name: 'Kartsakhi – Aktaş' }).waitFor();
    await legs(page).getByText('Vehicle registration').first().waitFor();
    const direct = page.locator('.way-direct');
    await direct.getByText('Margara – Alican: refused').waitFor();
    await direct.getByText(/has kept its land border with Armenia shut/).waitFor();
    const warnings = await page.getByRole('region', { name: 'Warnings' }).first().boundingBox();
    const ways = await legs(page).boundingBox();
    assert.ok(warnings.y < ways.y, 'warnings stand before the way');
    const url = new URL(page.url());
    assert.deepEqual([url.searchParams.get('from'), url.searchParams.get('to')], ['igdir', 'yerevan']);
    await picture(page, 'way');
  }));

test('closed on 2024-07-30 for a German, both ways, in the crossing’s card', () =>
  visit('/?on=2024-07-30', async (page) => {
    await page.getByRole('button', { name: 'Crossings as a list' }).click();
    await page.getByRole('dialog', { name: 'Crossings' }).getByRole('button', { name: /Margara – Alican/ }).click();
    const card = page.getByRole('region', { name: 'Margara – Alican' });
    await card.getByText(/keeps Margara closed/).waitFor();
    assert.equal(await card.getByRole('button', { name: /refused/ }).count(), 2);
    await card.getByRole('button', { name: /Türkiye.*Armenia/ }).click();
    await card.getByText('Promised').waitFor();
    assert.equal(await card.getByRole('link', { name: /Page to cite/ }).getAttribute('href'), '/crossing/margara-alican');
    await mapReady(page);
    await picture(page, 'card');
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  }));

test('a crossing is found with the pointer on the map, and clicked', () =>
  visit('/?on=2024-07-30', async (page) => {
    await mapReady(page);
    await page.getByRole('button', { name: 'Crossings as a list' }).click();
    await page.getByRole('dialog', { name: 'Crossings' }).getByRole('button').nth(1).waitFor();
    await page.keyboard.press('Escape');
    const map = await page.locator('.chart').boundingBox();
    const tip = page.locator('.map-tip');
    let name = '';
    for (let y = 0.3; y < 0.8 && !name; y += 0.02) {
      for (let x = 0.35; x < 0.9 && !name; x += 0.012) {
        await page.mouse.move(map.x + x * map.width, map.y + y * map.height);
        if (await tip.count()) name = await tip.innerText();
        if (name) await page.mouse.click(map.x + x * map.width, map.y + y * map.height);
      }
    }
    assert.ok(name, 'the pointer came over no crossing');
    await page.locator('.crossing-card').getByRole('heading', { level: 2 }).waitFor();
    assert.ok(new URL(page.url()).searchParams.get('crossing'));
  }));

test('long work can be stopped: the request is ended, and can be asked again', () =>
  visit('/?on=2024-07-30', async (page, seen) => {
    const held = [];
    await page.route('**/v1/route?*', (r) => void held.push(r));
    await page.getByRole('link', { name: /Iğdır.*Yerevan/ }).first().click();
    await page.getByText('Looking for the way').waitFor();
    const ended = page.waitForEvent('requestfailed', (r) => r.url().includes('/v1/route'));
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await ended;
    await page.getByText('Stopped.').waitFor();
    await page.unroute('**/v1/route?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await legs(page).waitFor();
    seen.faults.splice(0, seen.faults.length, ...seen.faults.filter((f) => !/Failed to load resource/.test(f)));
  }));

test('the slider to 1992: the way leads over Margara, and the address says so', () =>
  visit(igdir, async (page) => {
    await legs(page).getByRole('heading', { name: 'Kartsakhi – Aktaş' }).waitFor();
    const slider = page.getByRole('slider', { name: /1991/ });
    await slider.evaluate((el) => {
      el.value = String(Math.round(Date.parse('1992-06-01') / 86_400_000));
      el.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await legs(page).getByRole('heading', { name: 'Margara – Alican' }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get('on'), '1992-06-01');
    assert.match(await slider.getAttribute('aria-valuetext'), /1992/);
    await slider.press('ArrowRight');
    assert.equal(new URL(page.url()).searchParams.get('on'), '1992-06-02');
    await picture(page, '1992');
  }));

test('the promise of 2022 switched on: the map, the way, the time saved', () =>
  visit(igdir + '&panel=board', async (page) => {
    const promise = page.locator('#commitment-arm-tur-third-country-2022');
    await promise.getByRole('switch', { name: /As if carried out/ }).click();
    assert.equal(new URL(page.url()).searchParams.get('if'), 'arm-tur-third-country-2022');
    await picture(page, 'board');
    await page.getByRole('tab', { name: 'Way' }).click();
    await legs(page).getByRole('heading', { name: 'Margara – Alican' }).waitFor();
    await page.getByText(/^63 km/).first().waitFor();
    await page.getByRole('tab', { name: 'What if' }).click();
    await page.getByText('As undertaken, were it carried out').waitFor();
    await page.getByText(/saved on average/).first().waitFor();
    await page.getByText('time saved: larger is more').waitFor();
    await picture(page, 'whatif');
  }));

test('a sent address restores the view; details travel only when shared, and only in the fragment', () =>
  visit(igdir + '&passport=DEU&passport=TUR:diplomatic&way=2&panel=way&known=2025-01-01&lang=en', async (page) => {
    await page.getByRole('button', { name: /Germany \+ Türkiye, diplomatic/ }).click();
    await page.getByText('Papers held and other details').click();
    const posts = page.waitForRequest((r) => r.method() === 'POST' && r.url().endsWith('/v1/route'));
    await page.getByLabel('Papers held', { exact: true }).fill('visa:ARM');
    await page.getByLabel('Papers held', { exact: true }).press('Tab');
    const asked = await posts;
    assert.deepEqual(asked.postDataJSON().holds, ['visa:ARM']);
    assert.ok(!asked.url().includes('visa'), 'the address of the request tells no details');
    assert.ok(!page.url().includes('visa'), 'nor does the page’s');
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this view' });
    await dialog.getByLabel(/Include the details/).check();
    const address = await dialog.getByLabel('Address of this view').inputValue();
    assert.match(new URL(address).hash, /holds=visa/);
    assert.ok(!new URL(address).search.includes('visa'));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await restored(page, address);
  }));

/** Holds that an address, sent to somebody else, shows there what is told here, and stays as it is. */
async function restored(page, address) {
  const told = async (p) => {
    await mapReady(p);
    await p.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
    await p.waitForTimeout(500);
    // What is typed and chosen, beside what is written; the scale tells where the map stands.
    const fields = await p.locator('.app input, .app select').evaluateAll((all) => all.map((e) => (e.type === 'checkbox' || e.type === 'radio' ? e.checked : e.value)));
    return [await p.locator('.app').innerText(), fields];
  };
  const again = await on.open(address.slice(on.address.length));
  const there = await told(again.page);
  // The form of who travels is folded at first.
  if (await page.locator('#who-form').count()) await page.locator('.who-head').click();
  assert.deepEqual(there, await told(page));
  assert.equal(again.page.url(), address);
  assert.deepEqual(again.faults, []);
  await again.context.close();
}

for (const [what, path, wait] of [
  ['an hour, a way, a crossing’s card turned round, two passports, what was known', '/?from=igdir&to=yerevan&on=2024-07-30&known=2025-01-01&depart=20:30&way=2&passport=DEU&passport=TUR:diplomatic&crossing=margara-alican&back=1', '.card-body .reason'],
  ['a comparison with all that is assumed', '/?panel=whatif&on=2024-07-30&if=arm-tur-third-country-2022&also=no-waits&also=close:kazbegi-verkhny-lars&also=arm-tur-full-opening-2023', '.whatif-figures'],
  ['the board in Armenian', '/?panel=board&process=armenia-turkey&on=2024-07-30&also=arm-tur-full-opening-2023&lang=hy', '.board-commitment'],
]) {
  test(`a sent address restores the view entirely: ${what}`, () =>
    visit(path, async (page) => {
      await page.locator(wait).first().waitFor();
      await mapReady(page);
      const box = await page.locator('.chart').boundingBox();
      await page.mouse.move(box.x + 150, box.y + 0.25 * box.height);
      await page.mouse.wheel(0, -600);
      await page.waitForFunction(() => new URL(location.href).searchParams.has('map'));
      await page.mouse.move(5, 5);
      await restored(page, page.url());
    }));
}

test('by keyboard alone', () =>
  visit('/?on=2024-07-30', async (page) => {
    const focus = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.id + ' ' + document.activeElement?.textContent);
    const tabTo = async (wanted, most = 40) => {
      for (let i = 0; i < most; i++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(wanted)) return;
      }
      assert.fail(`no Tab leads to ${wanted}; the last was ${await focus()}`);
    };
    await page.keyboard.press('Tab');
    assert.match(await focus(), /story/, 'the story is the first link');
    await tabTo(() => document.activeElement?.getAttribute('role') === 'combobox');
    await page.keyboard.type('Igd');
    await page.locator('li[role=option]:visible').first().waitFor();
    await page.keyboard.press('Enter');
    await tabTo(() => document.activeElement?.getAttribute('role') === 'combobox', 2);
    await page.keyboard.type('Yere');
    await page.locator('li[role=option]:visible').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await legs(page).waitFor();
    await tabTo(() => document.activeElement?.getAttribute('name') === 'way');
    await page.keyboard.press('ArrowRight');
    assert.equal(new URL(page.url()).searchParams.get('way'), '2');
    await tabTo(() => document.activeElement?.getAttribute('type') === 'range', 200);
    await page.keyboard.press('Home');
    assert.equal(new URL(page.url()).searchParams.get('on'), '1991-01-01');
    await page.keyboard.press('End');
    assert.equal(new URL(page.url()).searchParams.get('on'), null);
    await page.locator('[role=tab][aria-selected=true]').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => document.activeElement?.id === 'tab-board');
    await page.locator('#panel-board h2').first().waitFor();
    await tabTo(() => !!document.activeElement?.closest('#panel-board'));
  }));

test('on a phone: nothing wider than the screen, the sheet rises, controls large enough to touch', () =>
  visit(igdir, async (page) => {
    await legs(page).waitFor();
    for (const panel of ['way', 'board', 'whatif']) {
      await page.locator('#tab-' + panel).click();
      await page.locator('#panel-' + panel).waitFor();
      await page.waitForTimeout(400);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), panel + ' is no wider than the screen');
      const small = await page.evaluate(() => [...document.querySelectorAll('button, select, input:not([type=radio]):not([type=checkbox]):not([type=range])')]
        .filter((e) => e.checkVisibility() && e.closest('.app') && !e.closest('.maplibregl-map, .tag'))
        .filter((e) => e.getBoundingClientRect().height < 28)
        .map((e) => e.outerHTML.slice(0, 90)));
      assert.deepEqual(small, [], panel);
    }
    await page.locator('#tab-way').click();
    const top = () => page.locator('.sheet').evaluate((e) => e.getBoundingClientRect().top);
    const before = await top();
    await picture(page, 'phone');
    await page.getByRole('button', { name: 'Raise the panel' }).click();
    assert.ok((await top()) < before - 100, 'the sheet rises');
    await picture(page, 'phone-raised');
    await axe(page, 'phone');
  }, phone));

test('in Persian the page runs from right to left, and the view stays', () =>
  visit(igdir, async (page) => {
    await legs(page).waitFor();
    await page.locator('#language').selectOption('fa');
    await page.waitForFunction(() => document.documentElement.dir === 'rtl' && document.documentElement.lang === 'fa');
    await page.getByRole('heading', { name: 'Kartsakhi – Aktaş' }).waitFor();
    const [side, map] = await Promise.all([page.locator('.side').boundingBox(), page.locator('.place').boundingBox()]);
    assert.ok(side.x > map.x, 'the panel is at the right');
    assert.equal(new URL(page.url()).searchParams.get('from'), 'igdir');
    await picture(page, 'persian');
    await axe(page, 'Persian');
  }));

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing serious: ${colorScheme}`, () =>
    visit('/', async (page) => {
      await page.getByText('Where to?').waitFor();
      await mapReady(page);
      await axe(page, 'beginning');
      await page.getByRole('button', { name: /Who travels/ }).click();
      await page.getByText('Papers held and other details').click();
      await axe(page, 'who');
      await page.getByRole('button', { name: 'Events', exact: true }).click();
      await axe(page, 'events');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Crossings as a list' }).click();
      await axe(page, 'list');
      await page.getByRole('button', { name: /Margara – Alican/ }).click();
      await page.getByText(/keeps Margara closed/).waitFor();
      await axe(page, 'card');
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: /Iğdır.*Yerevan/ }).first().click();
      await legs(page).waitFor();
      await axe(page, 'way');
      await picture(page, 'way-' + colorScheme);
      for (const panel of ['board', 'whatif']) {
        await page.locator('#tab-' + panel).click();
        await page.locator('#panel-' + panel + ' h2').first().waitFor();
        await page.waitForTimeout(800);
        await axe(page, panel);
      }
    }, { viewport: { width: 1440, height: 900 }, colorScheme }));
}

test('a question that can’t be answered says so, and can be asked again', () =>
  visit('/?from=igdir&to=nowhere-at-all&on=2024-07-30', async (page, seen) => {
    await page.getByRole('alert').getByText(/nowhere-at-all/).waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
    await axe(page, 'failed');
    // The browser itself reports the answer's status.
    seen.faults.splice(0, seen.faults.length, ...seen.faults.filter((f) => !/status of 4\d\d/.test(f)));
  }));

test('a server that is gone is said to be gone', () =>
  visit(igdir, async (page, seen) => {
    await legs(page).waitFor();
    await page.route('**/v1/**', (r) => r.abort());
    await page.getByRole('button', { name: 'Event before' }).click();
    const way = page.locator('.way');
    await way.getByText('The server can’t be reached.').waitFor();
    await page.unroute('**/v1/**');
    await way.getByRole('button', { name: 'Try again' }).click();
    await legs(page).waitFor();
    seen.faults.splice(0, seen.faults.length, ...seen.faults.filter((f) => !/Failed to load resource/.test(f)));
  }));

test('the sheet to take along opens without a network', () =>
  visit(igdir, async (page, seen) => {
    await legs(page).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Sheet to take along' }).click()]);
    assert.match(file.suggestedFilename(), /^igdir-yerevan-2024-07-30\.html$/);
    const html = readFileSync(await file.path(), 'utf8');
    const alone = await seen.context.newPage();
    const asked = [];
    alone.on('request', (r) => asked.push(r.url()));
    await alone.setContent(html);
    assert.deepEqual(asked, []);
    assert.match(await alone.locator('body').innerText(), /Kartsakhi – Aktaş[\s\S]*Vehicle registration[\s\S]*Sources/);
    if (process.env.SHOTS) await alone.screenshot({ path: shots + 'sheet.png', fullPage: false });
  }));
