// The process board in a real browser on a real server; see e2e/browser.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stage } from '../../e2e/browser.mjs';

const { visit } = stage();

const param = (page, name) => new URL(page.url()).searchParams.getAll(name);
const promise = '#commitment-arm-tur-third-country-2022';

test('the day asked moves what the board shows', async () => {
  await visit('/?panel=board&on=1991-03-01', async (page) => {
    await page.getByText(/the record knows of nothing in this process/).waitFor();
    assert.equal(await page.locator('.board-commitment').count(), 0);
  });
  await visit('/?panel=board&on=2024-07-30', async (page) => {
    await page.getByText('Meeting 5', { exact: true }).waitFor();
    assert.equal(await page.getByText('Meeting 6', { exact: true }).count(), 0);
    const card = page.locator(promise);
    await card.getByText('Agreed', { exact: true }).first().waitFor();
    await card.getByText('Pending for 760 days').waitFor();
    await card.getByText(/Announced for summer 2023: the day passed/).waitFor();
    assert.equal(await card.getByText(/1 March 2025/).count(), 0, 'what was announced later is not told yet');
  });
});

test('what was known moves it too', () =>
  visit('/?panel=board&on=2026-01-01&known=2022-12-31', async (page) => {
    await page.getByText('Meeting 4', { exact: true }).waitFor();
    assert.equal(await page.getByText('Meeting 5', { exact: true }).count(), 0);
    await page.getByText(/with what was public by/).waitFor();
  }));

test('the line tells all meetings and contacts, the newest first', () =>
  visit('/?panel=board&on=2026-01-01', async (page) => {
    const entries = page.locator('.board-entry');
    await entries.first().waitFor();
    assert.equal(await entries.count(), 3);
    await page.getByRole('button', { name: /^Show all/ }).click();
    const series = await entries.count();
    await page.getByLabel(/^Other contacts too/).check();
    assert.ok((await entries.count()) > series + 15);
    const days = await entries.locator('.board-entry-head time').evaluateAll((all) => all.map((e) => e.dateTime));
    assert.ok(days.length > 20);
    // A month sorts as its first day.
    const sorted = [...days].sort((a, b) => b.padEnd(10, '-01').localeCompare(a.padEnd(10, '-01')));
    assert.deepEqual(days, sorted);
  }));

test('a promise is switched on and off by keyboard: address, crossings and ways follow', () =>
  visit('/?panel=board&on=2024-07-30', async (page) => {
    const turn = page.locator(promise).getByRole('switch');
    await turn.focus();
    const asked = page.waitForRequest((r) => /\/v1\/crossings\?.*if=arm-tur-third-country-2022/.test(r.url()));
    await page.keyboard.press('Space');
    await asked;
    assert.equal(await turn.getAttribute('aria-checked'), 'true');
    assert.deepEqual(param(page, 'if'), ['arm-tur-third-country-2022']);
    await page.keyboard.press('Space');
    assert.equal(await turn.getAttribute('aria-checked'), 'false');
    assert.deepEqual(param(page, 'if'), []);
  }));

test('what was only to be talked about is an assumption, and leaves the map as it is', () =>
  visit('/?panel=board&on=2024-07-30', async (page) => {
    const card = page.locator('#commitment-arm-tur-full-opening-2023');
    await card.getByRole('switch', { name: /Assume it/ }).click();
    await card.getByText(/Nobody has undertaken to do this/).waitFor();
    assert.deepEqual(param(page, 'if'), []);
    await card.getByRole('button', { name: 'See what it would change' }).click();
    await page.getByRole('heading', { name: 'Assumption, not agreed' }).waitFor();
  }));

test('a commitment’s history has its events with their sources', () =>
  visit('/?panel=board&on=2026-01-15', async (page) => {
    const card = page.locator(promise);
    await card.getByText(/^History: \d+ events$/).click();
    await card.getByText('denied by Armenia', { exact: false }).waitFor();
    await card.locator('.board-history .sources summary').first().click();
    await card.locator('.board-history .sources a').first().waitFor();
    assert.equal(await card.getByRole('link', { name: 'Page to cite' }).getAttribute('href'), '/commitment/arm-tur-third-country-2022');
  }));
