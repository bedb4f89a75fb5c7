import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { largestPreview, photoHeaders } from '../../protocol/photo.ts';
import { keepPreview } from '../photos/previews.ts';
import type { Described } from './describe-endpoint.ts';
import { describedPhotoHeaders } from './described-photo-headers.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findUploadTarget } from './upload-target.ts';

const hash = z.string().check(z.regex(/^[\w-]{43}$/));
const described: Described = {
  headers: z.object({ [photoHeaders.hash]: hash }),
  bytes: 'image/jpeg',
  answers: { 204: { description: 'Kept, or not needed any more', headers: { ...describedPhotoHeaders.resumable } } },
};

/** A small picture that goes ahead of its photo on a slow line. */
export function putPhotoPreview(app: App, parts: Parts): void {
  app.addContentTypeParser('image/jpeg', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const schema = { summary: 'A small picture ahead of a photo, as a plain JPEG', params: z.object({ id: identifier }) };
  app.put('/v1/photos/:id/preview', { schema, config: { described }, bodyLimit: largestPreview }, async (request, reply) => {
    const photo = await findUploadTarget(parts, request, reply);
    if (typeof photo === 'string') return sendProblem(reply, photo);
    const sha256 = hash.safeParse(request.headers[photoHeaders.hash]);
    if (!sha256.success || !(request.body instanceof Uint8Array) || photo.attachment === 1) return sendProblem(reply, 'bad_request');
    const kept = await keepPreview(parts, photo, { bytes: request.body, sha256: sha256.data });
    if (kept === 'wrong_checksum') return sendProblem(reply, 'wrong_checksum');
    if (kept === 'no_picture') return sendProblem(reply, 'invalid');
    return reply.code(204).send();
  });
}
