import { config } from 'zod/v4/mini';

// In the place of `zod/mini` in every browser's build (vite.config.ts), and so before any schema is made. Zod tries
// `new Function` with the first one: our CSP refuses it, and the browser reports a violation at every start (zod,
// core/util.js `allowsEval`).
config({ jitless: true });

export * from 'zod/v4/mini';
