import { defineConfig } from 'vitest/config';

// The server serves dist/app at /, its hashed files for ever.
export default defineConfig({
  base: '/',
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    assetsDir: 'assets/app',
    assetsInlineLimit: 0, // the content security policy allows no data: but for pictures
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  worker: { format: 'es' },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/entity': 'http://127.0.0.1:8080' } },
  test: { include: ['src/**/*.test.ts'] },
});
