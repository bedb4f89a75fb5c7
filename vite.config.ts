import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** `vite build` makes the phone's half, `vite build --mode server` the server's; both are run by `npm run build`. */
export default defineConfig(({ mode }) => ({
  define: { __BUILD__: JSON.stringify(version), __BUILD_TIME__: String(Date.now()) },
  ...(mode === 'server' ? serverHalf : browserHalf),
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/journeys/**', 'tests/browser/**', 'tests/bench/**'],
          testTimeout: 30_000,
          // Both processors; the browsers that come after want them for themselves.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts', 'tests/browser/**/*.test.ts'],
          globalSetup: 'tests/journeys/find-chromium.ts',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
}));

const serverHalf = {
  build: {
    ssr: true,
    outDir: 'dist/server',
    target: 'node20',
    copyPublicDir: false,
    rollupOptions: {
      input: {
        main: 'src/server/main.ts',
        'decode-worker': 'src/server/photos/decode-worker.ts',
        backup: 'src/server/backup/backup-command.ts',
        restore: 'src/server/backup/restore-command.ts',
        'new-epoch': 'src/server/backup/new-epoch-command.ts',
        'note-copy': 'src/server/backup/note-copy-command.ts',
        'self-test': 'src/server/deploy/self-test-command.ts',
      },
    },
  },
};

const browserHalf = {
  plugins: [
    react(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      injectManifest: {
        // What a reporter needs for a week without network. Supervisors' screens are cached after they are first used.
        globPatterns: ['index.html', 'assets/*.{js,css}', 'icon-192.png', 'icon.svg'],
        globIgnores: ['assets/{review-queue,plan-desk,unit-desk}-*'],
      },
      manifest: {
        id: '/',
        name: 'Sổ Tuyên truyền',
        short_name: 'Sổ TT',
        description: 'Sổ ghi hoạt động thông tin, tuyên truyền cải cách hành chính',
        lang: 'vi',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#F3F5F8',
        theme_color: '#0A4A94',
        categories: ['government', 'productivity'],
        icons: [
          { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
          { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
        screenshots: [
          { src: '/screenshot-today.png', sizes: '720x1480', type: 'image/png', form_factor: 'narrow', label: 'Hôm nay' },
          { src: '/screenshot-broadcast.png', sizes: '720x1480', type: 'image/png', form_factor: 'narrow', label: 'Ghi buổi phát' },
          { src: '/screenshot-review.png', sizes: '1280x800', type: 'image/png', form_factor: 'wide', label: 'Chờ duyệt' },
        ],
        shortcuts: [
          { name: 'Ghi buổi phát', url: '/new/broadcast', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
          { name: 'Chụp ảnh', url: '/capture', icons: [{ src: '/icon-192.png', sizes: '192x192' }] },
        ],
      },
    }),
  ],
  // A worker of several files: what it needs of the kinds is fetched when it is asked.
  worker: { format: 'es' as const },
  // Dexie's main entry is written for browsers far older than the ones served here.
  resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
  build: {
    target: ['chrome109', 'safari16.4'],
    sourcemap: false,
    // Browsers without it (Safari 16) fetch the same files a little later.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // One file for what the first screen needs: on a slow network each further file is another wave of requests.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /node_modules\/(react|react-dom|scheduler|dexie|dexie-react-hooks|zod|wouter|regexparam|use-sync-external-store|zustand)\/|src\/app\/(shell\/parse-without-eval|ui\/(screen|button|icon|chip|entry-row)\.tsx|state\/|messages\/vi\.ts)|src\/domain\/text\.ts/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/healthz': 'http://127.0.0.1:8080' } },
};
