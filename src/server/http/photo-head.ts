import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { photoHeaders } from '../../protocol/photo.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findUploadTarget } from './upload-target.ts';

export function headPhoto(app: App, parts: Parts): void {
  const schema = { summary: 'How much of a photo has arrived (tus 1.0)', params: z.object({ id: identifier }) };
  app.head('/v1/photos/:id', { schema }, async (request, reply) => {
    const photo = await findUploadTarget(parts, request, reply);
    if (typeof photo === 'string') return sendProblem(reply, photo);
    const standing = await parts.uploads.look(photo);
    void reply.header(photoHeaders.offset, standing.offset).header(photoHeaders.length, photo.size);
    if (standing.status === 'stored') void reply.header(photoHeaders.state, 'stored');
    return reply.code(200).send();
  });
}
