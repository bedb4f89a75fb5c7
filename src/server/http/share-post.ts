import { finished } from 'node:stream/promises';
import type { App } from './parts.ts';

/**
 * Pictures that a phone shares go to its service worker. Where that is not there yet they come here: they stay on the
 * phone, and the page says so. The body is let pass, since browsers hear no answer before they have sent it all.
 */
export function postShare(app: App): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser('multipart/form-data', async (_request: unknown, body: NodeJS.ReadableStream) => {
      body.resume();
      await finished(body);
    });
    scope.post('/share', { schema: { hide: true } }, async (_request, reply) => reply.redirect('/share?why=noWorker', 303));
  });
}
