// A real browser on a real server, for the tests and the pictures: Debian's
// Chromium, and the binary built from this tree (or the one that
// WAYTHROUGH_BINARY names), serving on a free port of this machine.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where pictures go when SHOTS is set. */
export const shots = fileURLToPath(new URL('shots/', import.meta.url));

/** Builds the binary and serves, with further flags if given; `address` has no slash at its end. */
export async function serve(...flags) {
  const folder = mkdtempSync(join(tmpdir(), 'waythrough-e2e-'));
  let binary = process.env.WAYTHROUGH_BINARY;
  if (!binary) {
    binary = join(folder, 'waythrough');
    execFileSync('go', ['build', '-o', binary, './cmd/waythrough'], { cwd: root, stdio: 'inherit' });
  }
  const server = spawn(binary, ['serve', '--listen', '127.0.0.1:0', ...flags], { stdio: ['ignore', 'pipe', 'ignore'] });
  const address = await new Promise((found, failed) => {
    let told = '';
    const late = setTimeout(() => failed(new Error('the server told no address within 30 s')), 30_000);
    server.once('exit', (code) => failed(new Error(`the server ended with ${code} before it told its address`)));
    server.stdout.on('data', (chunk) => {
      const url = /http:\/\/[^\s/]+/.exec((told += chunk));
      if (!url) return;
      clearTimeout(late);
      found(url[0]);
    });
  });
  return {
    address,
    async stop() {
      server.removeAllListeners('exit');
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Chromium without a screen; WebGL is drawn by software. */
export function browser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader', '--use-angle=swiftshader',
    ],
  });
}

export const desk = { viewport: { width: 1440, height: 900 } };
export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** A page that remembers what should not have happened: errors, refusals of the CSP, requests to elsewhere. */
export async function open(chrome, address, path, options = desk) {
  const context = await chrome.newContext({ colorScheme: 'light', reducedMotion: 'reduce', locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults = [];
  page.on('pageerror', (e) => faults.push('error: ' + e.message));
  page.on('console', (m) => {
    if (m.type() === 'error') faults.push('console: ' + m.text());
  });
  page.on('request', (r) => {
    if (!r.url().startsWith(address) && !/^(data|blob):/.test(r.url())) faults.push('elsewhere: ' + r.url());
  });
  await page.goto(address + path);
  await page.getByRole('tab').first().waitFor();
  return { page, context, faults };
}

/** Waits until the map is drawn. */
export const mapReady = (page) => page.locator('.chart[data-state=ready]').waitFor({ state: 'attached', timeout: 60_000 });

/**
 * A server and a browser for the tests of a file, up before the first of them and gone after the last. `visit` opens a
 * path, runs the steps with the page, and holds that nothing went wrong meanwhile.
 */
export function stage(...flags) {
  const on = { address: '', chrome: null };
  let server;
  before(async () => {
    server = await serve(...flags);
    on.address = server.address;
    on.chrome = await browser();
  });
  after(async () => {
    await on.chrome?.close();
    await server?.stop();
  });
  on.open = (path, options) => open(on.chrome, on.address, path, options);
  on.visit = async (path, steps, options) => {
    const seen = await on.open(path, options);
    try {
      await steps(seen.page, seen);
      assert.deepEqual(seen.faults, []);
    } finally {
      await seen.context.close();
    }
  };
  return on;
}

/** Takes a picture of the page when SHOTS is set, once the map is drawn if it is to be. */
export async function picture(page, name, map = true) {
  if (!process.env.SHOTS) return;
  mkdirSync(shots, { recursive: true });
  if (map) {
    await mapReady(page);
    await page.waitForTimeout(1500);
  }
  await page.screenshot({ path: shots + name + '.png' });
}

let axeSource = '';

/** What axe finds serious or critical: nothing. */
export async function axe(page, where) {
  axeSource ||= readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
  });
  assert.deepEqual(found, [], where);
}
