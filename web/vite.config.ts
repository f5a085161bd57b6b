import { defineConfig } from 'vite';

// The server under which the page is developed; `waythrough serve` prints its address.
const api = process.env.WAYTHROUGH_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/',
  build: { target: 'es2022', outDir: 'dist', assetsDir: 'assets', chunkSizeWarningLimit: 1200 },
  server: { proxy: { '/v1': api, '/tiles': api, '/crossing': api, '/border': api, '/story': api } },
  test: { include: ['src/**/*.test.{ts,tsx}', '*.test.mjs'] },
} as Parameters<typeof defineConfig>[0]);
