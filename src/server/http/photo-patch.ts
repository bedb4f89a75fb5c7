import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { identifier, largestPhoto } from '../../protocol/entry.ts';
import { offsetStream, photoHeaders } from '../../protocol/photo.ts';
import type { Described } from './describe-endpoint.ts';
import { describedPhotoHeaders } from './described-photo-headers.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findUploadTarget } from './upload-target.ts';

const told = describedPhotoHeaders;
const described: Described = {
  headers: z.object({ [photoHeaders.offset]: z.int().check(z.gte(0)) }),
  bytes: offsetStream,
  answers: {
    204: { description: 'Taken', headers: { ...told.resumable, ...told.offset, ...told.state } },
    409: { description: 'More or less has arrived', headers: { ...told.resumable, ...told.offset }, content: 'problem' },
  },
};

/**
 * The rest of a photo from an offset on (tus 1.0). The body is read as it comes, so that what arrived before a cut stays;
 * a raw stream knows no `bodyLimit`, the declared size is enforced where the bytes are written.
 */
export function patchPhoto(app: App, parts: Parts): void {
  app.addContentTypeParser(offsetStream, (_request, payload, done) => done(null, payload));
  const schema = { summary: 'The rest of a photo from an offset on (tus 1.0)', params: z.object({ id: identifier }) };
  app.patch('/v1/photos/:id', { schema, config: { described }, bodyLimit: largestPhoto }, async (request, reply) => {
    const photo = await findUploadTarget(parts, request, reply);
    if (typeof photo === 'string') return sendProblem(reply, photo);
    const offset = Number(request.headers[photoHeaders.offset] ?? Number.NaN);
    if (!Number.isSafeInteger(offset) || offset < 0 || !isStream(request.body)) return sendProblem(reply, 'bad_request');
    const received = await parts.uploads.receive(photo, { offset, chunks: request.body, abort: () => request.raw.destroy() });
    const standing = { [photoHeaders.offset]: String(received.offset) };
    switch (received.status) {
      case 'stored':
        return reply
          .code(204)
          .headers({ ...standing, [photoHeaders.state]: 'stored' })
          .send();
      case 'receiving':
        return reply.code(204).headers(standing).send();
      case 'wrong_checksum':
        return sendProblem(reply, 'wrong_checksum', standing);
      case 'unwanted':
        return sendProblem(reply, 'unwanted', { connection: 'close' });
      case 'overrun':
        // The rest of the body is not read; the connection it is on can carry nothing else.
        return sendProblem(reply, 'too_large', { ...standing, connection: 'close' });
      case 'wrong_offset':
      case 'cut':
        return sendProblem(reply, 'wrong_offset', standing);
    }
  });
}

function isStream(body: unknown): body is Readable {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
