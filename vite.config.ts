import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { kindHeads } from './src/domain/kinds/index.ts';
import { sharedField, sharedPath } from './src/localdb/shared-address.ts';
import { LongestFirst } from './tests/longest-first.ts';

/** Of its day only: what is built twice on one day is the same, byte for byte. */
const builtAt = Math.floor(Date.now() / 86_400_000) * 86_400_000;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** `vite build` makes the phone's half, `vite build --mode server` the server's; both are run by `npm run build`. */
export default defineConfig(({ mode, command }) => ({
  define: { __BUILD__: JSON.stringify(version), __BUILT_AT__: String(builtAt) },
  ...(mode === 'server'
    ? serverHalf
    : command === 'build'
      ? { ...browserHalf, resolve: { alias: [...aliases, parsesWithoutEval] } }
      : browserHalf),
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/journeys/**', 'tests/browser/**', 'tests/bench/**'],
          setupFiles: 'tests/drawn-alike.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
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
          // A journey waits for clocks and answers half of its time: one more than there are processors.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
          // Patience costs nothing where things work, and a slow machine is no fault of theirs.
          testTimeout: 400_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 60_000 } },
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

const shortcutIcon = { src: '/icon-192.png', sizes: '192x192' };
const shortcutKinds = await Promise.all(kindHeads.filter((head) => head.shortcut).map((head) => head.load()));

const aliases = [
  // Dexie's main entry is written for browsers far older than the ones served here.
  { find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' },
  // What React has had by itself since its 18th version, here for a router that serves the 16th too.
  { find: 'use-sync-external-store/shim/index.js', replacement: 'react' },
];
const parsesWithoutEval = {
  find: /^zod\/mini$/,
  replacement: fileURLToPath(new URL('src/protocol/parse-without-eval.ts', import.meta.url)),
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
        // The first administrator is made with a network or not at all.
        globIgnores: ['assets/{review-queue,plan-desk,administration,unit-desk,people-desk,set-up}-*'],
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
          ...shortcutKinds.map(({ id, formTitle }) => ({ name: formTitle, url: `/new/${id}`, icons: [shortcutIcon] })),
          { name: 'Chụp ảnh', url: '/capture', icons: [shortcutIcon] },
        ],
        share_target: {
          action: sharedPath,
          method: 'POST',
          enctype: 'multipart/form-data',
          params: { files: [{ name: sharedField, accept: ['image/*'] }] },
        },
      },
    }),
  ],
  // A worker of several files: what it needs of the kinds is fetched when it is asked.
  worker: { format: 'es' as const },
  resolve: { alias: aliases },
  build: {
    target: ['chrome109', 'safari16.4'],
    sourcemap: false,
    // Browsers without it (Safari 16) fetch the same files a little later.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Few files: on a slow network each further one is another request, and all of a group are compressed as one.
        codeSplitting: {
          groups: [
            // Others' code, the same in most releases: an update does not fetch it again.
            {
              name: 'vendor',
              test: /node_modules\/(react|react-dom|scheduler|dexie|dexie-react-hooks|wouter|regexparam|zustand|react-hook-form)\//,
            },
            // Checks and the wire ask for it, the first screen does not.
            { name: 'zod', test: /node_modules\/zod\/|protocol\/parse-without-eval/ },
            // What the first screen needs.
            {
              name: 'start',
              test: /src\/app\/(main\.tsx|state\/flush\.|shell\/(?!administration|worker-update|other-tabs|entry-page|resume-work|day-cards|week-home)|today\/(?!no-access|install-))/,
            },
            // Of another build and other tabs: small, and asked for at the same times.
            { name: 'update', test: /src\/app\/(shell\/(worker-update|other-tabs)\.|messages\/vi\.other-tabs\.)/ },
            // What forms, schedules and sending share: none of them is to bring another along.
            {
              name: 'shared',
              test: /src\/localdb\/(identifier|once-more|delete-photo|last-words-place)\.ts|src\/domain\/(asked|unit)\.ts|lucide-react\/.*\/calendar-days\./,
            },
            // What every form is made of: in one file it is compressed as one, and asked for once.
            {
              name: 'form',
              test: /src\/app\/entry\/(form|form-context|form\.module|entry-form|open-form|open-mark|use-filled-form|use-saving|use-draft-photos|use-draft-attachments|use-control|field|field-frame|controls|draft-writer|follow|prefill|sections|segment|nearest-session|focus-field|offered-options|photo-section|recent|stepped|typed-day-when-asked|day-segments|day-control|text-control|number-control|choice-control|choices-control)\.|src\/app\/messages\/vi\.form\.ts|src\/app\/ui\/fold\.|src\/domain\/(input|address)\.ts|src\/localdb\/(drafts|last-words)\.ts/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:8080', '/healthz': 'http://127.0.0.1:8080' } },
};
