// What if, in a real browser on a real server; see e2e/browser.mjs.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { stage } from '../../e2e/browser.mjs';

const { visit } = stage();

const kept = '/?panel=whatif&on=2024-07-30&if=arm-tur-third-country-2022';

test('the promise of 2022 kept: figures, towns, ways, and how it is headed', () =>
  visit(kept, async (page) => {
    await page.getByRole('heading', { name: 'As undertaken, were it carried out' }).waitFor();
    const told = await page.locator('.whatif-figures').innerText();
    assert.match(told, /33 min/);
    assert.match(told, /30,763/);
    assert.match(await page.locator('.whatif-towns').first().innerText(), /Vagharshapat/);
    assert.match(await page.locator('.whatif-ways').innerText(), /Vagharshapat/);
    await page.getByRole('link', { name: 'Margara – Alican' }).waitFor();
  }));

test('each pending promise by itself, the best first, and one is supposed', () =>
  visit('/?panel=whatif&on=2024-07-30', async (page) => {
    const first = page.locator('.whatif-ranking > li').first();
    await first.getByRole('heading', { name: 'Land border open to citizens of third countries' }).waitFor();
    await first.getByRole('button', { name: 'Suppose it' }).click();
    await page.getByRole('heading', { name: 'As undertaken, were it carried out' }).waitFor();
    assert.deepEqual(new URL(page.url()).searchParams.getAll('if'), ['arm-tur-third-country-2022']);
    await page.getByRole('button', { name: /^Remove/ }).click();
    await first.waitFor();
  }));

test('long work says how long it has been at it, and stopping it ends the request', () =>
  visit(kept, async (page, seen) => {
    await page.locator('.whatif-figures').waitFor();
    let slow = true;
    await page.route('**/v1/whatif?*', async (route) => {
      if (slow) await new Promise((r) => setTimeout(r, 20_000));
      await route.continue().catch(() => undefined);
    });
    const ended = page.waitForEvent('requestfailed', (r) => r.url().includes('/v1/whatif'));
    await page.getByText('Assume also').click();
    await page.getByLabel('Nobody waits at a border').check();
    await page.getByText(/^\d s$/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    assert.equal((await ended).failure().errorText, 'net::ERR_ABORTED');
    await page.getByText('Stopped. Nothing was computed.').waitFor();
    slow = false;
    await page.getByRole('button', { name: 'Compute again' }).click();
    await page.getByRole('heading', { name: 'Assumption, not agreed' }).waitFor();
    seen.faults.splice(0, seen.faults.length, ...seen.faults.filter((f) => !/ERR_ABORTED/.test(f)));
  }));

test('a crossing shut: who loses', () =>
  visit('/?panel=whatif&on=2024-07-30&passport=', async (page) => {
    await page.getByText('Assume also').click();
    await page.getByLabel('A crossing is shut').selectOption('kazbegi-verkhny-lars');
    await page.getByRole('heading', { name: 'Towns that lose most' }).waitFor();
    await page.getByRole('heading', { name: 'Assumption, not agreed' }).waitFor();
    await page.getByText('For: Resident nationals of where each way begins · car').waitFor();
  }));

test('whom a promise does not help, why, and what would', () =>
  visit(kept + '&passport=', async (page) => {
    const blocked = page.locator('.whatif-blockers > li').first();
    await blocked.getByText('A resident national of Armenia').waitFor();
    await blocked.getByText('Why', { exact: true }).click();
    await blocked.locator('.reason').first().waitFor();
    await blocked.getByRole('link', { name: 'Dialogue towards a full opening of the land border' }).waitFor();
  }));

test('downloads: a table, map data, a picture; with details of the traveller by POST alone', async () => {
  const starts = { 'Table (CSV)': 'id,name,area', 'Map data (GeoJSON)': '{', 'Picture (SVG)': '<' };
  const take = async (page, role, name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole(role, { name }).click()]);
    return readFileSync(await file.path(), 'utf8');
  };
  await visit(kept, async (page) => {
    for (const [name, start] of Object.entries(starts)) {
      const text = await take(page, 'link', name);
      assert.ok(text.startsWith(start), name);
      assert.ok(text.length > 10_000, name);
    }
  });
  await visit(kept + '#stamp=ARM', async (page) => {
    const asked = page.waitForRequest((r) => r.url().endsWith('/v1/whatif') && JSON.parse(r.postData() ?? '{}').format === 'csv');
    const text = await take(page, 'button', 'Table (CSV)');
    assert.deepEqual((await asked).postDataJSON().stamp, ['ARM']);
    assert.ok(text.startsWith('id,name,area'));
  });
});

test('ways by rail are not compared, and the page says so', () =>
  visit(kept + '&mode=rail', async (page) => {
    await page.getByText(/Only ways by road and on foot are compared/).waitFor();
    await page.locator('.whatif-figures').waitFor();
  }));
