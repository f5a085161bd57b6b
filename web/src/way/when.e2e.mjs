// The hour of a way in a real browser on a real server; see e2e/browser.mjs. Hours
// of posts come from e2e/record, so that a way is held up at night.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { axe, phone, picture, stage } from '../../e2e/browser.mjs';

const on = stage('--record', fileURLToPath(new URL('../../e2e/record', import.meta.url)));
const { visit } = on;
const ends = '/?from=tbilisi&to=yerevan&on=2024-07-30';
const param = (page, name) => new URL(page.url()).searchParams.get(name);
const clock = (rfc3339) => rfc3339.slice(11, 16);

/** The first way that the API tells, asked by itself: times depend on waits that the record may learn more of. */
async function way(when) {
  const response = await fetch(`${on.address}/v1/route?from=tbilisi&to=yerevan&passport=DEU&by=car&vehicle=car&${when}`);
  return (await response.json()).itineraries[0];
}

/** Waits until the chosen way is the one that is told for a time. */
async function shows(page, when) {
  const first = await way(when);
  await page.locator('.ways input:checked + span').getByText(`${clock(first.departs)}–${clock(first.arrives)}`).waitFor();
  await page.getByText(new RegExp(`^Leaves: .*${clock(first.departs)}. Arrives: .*${clock(first.arrives)}. Each by the local clock.$`)).waitFor();
  return first;
}

test('leaving at an hour by keyboard: the post is shut when reached, and the page says why', () =>
  visit(ends, async (page) => {
    await shows(page, 'on=2024-07-30');
    const when = page.getByRole('combobox', { name: 'When' });
    await when.focus();
    await page.keyboard.press('ArrowDown'); // leave at
    assert.equal(param(page, 'depart'), '08:00');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowUp'); // whether the browser's clock has twelve hours or twenty-four
    await page.waitForFunction(() => new URL(location.href).searchParams.get('depart') === '09:00');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Hour of leaving');
    assert.equal(clock((await shows(page, 'on=2024-07-30T09:00')).departs), '09:00');
    await page.getByLabel('Hour of leaving').fill('20:00');
    await page.getByText('30 July 2024, 20:00 · local time: Tbilisi').waitFor();
    const night = await shows(page, 'on=2024-07-30T20:00');
    const wait = night.legs.find((l) => l.kind === 'wait');
    assert.equal(night.arrives.slice(0, 10), '2024-07-31');
    const shut = page.locator('.leg.wait .leg-shut');
    await shut.getByText(`is shut when the way reaches it, at ${clock(wait.departs)}. The way goes on at ${clock(wait.arrives)}. Why:`).waitFor();
    await shut.getByText('For this test every road post between Armenia and Georgia works from 08:00 to 20:00.').waitFor();
    await shut.scrollIntoViewIfNeeded();
    await axe(page, 'hour');
    await picture(page, 'hour');
  }));

test('arriving by an hour: the way ends before it, and leaves the evening before if it must', () =>
  visit(ends, async (page) => {
    await page.getByRole('combobox', { name: 'When' }).selectOption('arrive');
    await page.getByText('30 July 2024, 18:00 · local time: Yerevan').waitFor();
    const day = await shows(page, 'arrive-by=2024-07-30T18:00');
    assert.ok(day.arrives <= '2024-07-30T18:00' && day.departs > '2024-07-30');
    await page.getByLabel('Hour of arrival').fill('09:00');
    const before = await shows(page, 'arrive-by=2024-07-30T09:00');
    assert.ok(before.departs < '2024-07-30');
    await page.getByText(/^Leaves: 29 July 2024/).waitFor();
    assert.deepEqual([param(page, 'arrive'), param(page, 'depart')], ['09:00', null]);
    await page.getByRole('combobox', { name: 'When' }).selectOption('morning');
    await shows(page, 'on=2024-07-30');
    assert.equal(param(page, 'arrive'), null);
  }));

for (const [name, options] of Object.entries({ 'hour-phone-dark': { ...phone, colorScheme: 'dark' }, 'hour-persian': undefined })) {
  test(`an address with an hour restores the way: ${name}`, () =>
    visit(ends + '&depart=20:00' + (options ? '' : '&lang=fa'), async (page) => {
      const shut = page.locator('.leg.wait .leg-shut');
      await shut.locator('.reason').first().waitFor();
      assert.match(await shut.innerText(), /2\d:\d\d[\s\S]*works from 08:00 to 20:00/);
      assert.equal(await page.locator('.way-when input').inputValue(), '20:00');
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await page.locator('.way-form').scrollIntoViewIfNeeded();
      await picture(page, name);
      await shut.scrollIntoViewIfNeeded();
      await picture(page, name + '-shut');
      await axe(page, name);
    }, options));
}
