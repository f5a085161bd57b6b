// A real browser on a real server, for the tests and the pictures: Debian's
// Chromium, and the binary built from this tree (or the one that
// WAYTHROUGH_BINARY names), serving on a free port of this machine.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the binary and serves; `address` has no slash at its end. */
export async function serve() {
  const folder = mkdtempSync(join(tmpdir(), 'waythrough-e2e-'));
  let binary = process.env.WAYTHROUGH_BINARY;
  if (!binary) {
    binary = join(folder, 'waythrough');
    execFileSync('go', ['build', '-o', binary, './cmd/waythrough'], { cwd: root, stdio: 'inherit' });
  }
  const server = spawn(binary, ['serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'ignore'] });
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
