import { config } from 'zod/mini';

// Imported before any schema is made. Zod tries `new Function` with the first one: our CSP refuses it, and the browser
// reports a violation at every start (zod, core/util.js `allowsEval`).
config({ jitless: true });
