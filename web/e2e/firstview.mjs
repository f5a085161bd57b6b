// How soon the first view can be used on a throttled phone: 150 ms there and
// back, 1.6 Mbit/s down, a processor four times slower. Prints the figure; it
// is not asserted, since a shared machine is slower by itself.
//
//	npm run build && npm run firstview

import { browser, phone, serve } from './browser.mjs';

const server = await serve();
const chrome = await browser();
try {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const context = await chrome.newContext(phone);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (!document.querySelector('[role=combobox]')) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => (window.usable = performance.now())));
      });
      seen.observe(document, { childList: true, subtree: true });
    });
    await page.goto(server.address + '/');
    await page.waitForFunction(() => window.usable);
    times.push(Math.round(await page.evaluate(() => window.usable)));
    await context.close();
  }
  times.sort((a, b) => a - b);
  console.log(`first view usable after ${times[2]} ms (middle of ${times.join(', ')})`);
} finally {
  await chrome.close();
  await server.stop();
}
