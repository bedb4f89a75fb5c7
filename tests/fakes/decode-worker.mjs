// A worker thread of Node 20 does not take `--import tsx` from its parent, so the loader is registered from inside.
import { register } from 'tsx/esm/api';

register();
await import('../../src/server/photos/decode-worker.ts');
