import { gunzipSync } from 'node:zlib';
import type { App } from './parts.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Names like `__proto__` are looked for by the endpoint: one of them in one change is no reason to refuse the others. */
    judgesNames?: true;
  }
}

/**
 * Reads JSON bodies, gzipped or plain. A phone's body is a few kilobytes: opened in one go it costs a fraction of a stream
 * through other threads. What it grows to is held to the same limit as what came.
 */
export function readJsonBodies(app: App): void {
  const strict = app.getDefaultJsonParser('error', 'error');
  const lenient = app.getDefaultJsonParser('ignore', 'ignore');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const isZipped = request.headers['content-encoding'] === 'gzip';
    const plain = isZipped ? unzip(body, request.routeOptions.bodyLimit) : body;
    if (typeof plain === 'number') return done(Object.assign(new Error('a body that cannot be opened'), { statusCode: plain }));
    const parse = request.routeOptions.config.judgesNames ? lenient : strict;
    return parse(request, plain.toString(), done);
  });
}

/** The bytes, or the status that says what is wrong with them. */
function unzip(body: Buffer, limit: number): Buffer | number {
  try {
    return gunzipSync(body, { maxOutputLength: limit });
  } catch (error) {
    return error instanceof RangeError ? 413 : 400;
  }
}
