import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { photoHeaders } from '../../protocol/photo.ts';
import type { Described } from './describe-endpoint.ts';
import { describedPhotoHeaders } from './described-photo-headers.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findUploadTarget } from './upload-target.ts';

const { resumable, offset, length, state } = describedPhotoHeaders;
const described: Described = {
  answers: { 200: { description: 'How much has arrived', headers: { ...resumable, ...offset, ...length, ...state } } },
};

export function headPhoto(app: App, parts: Parts): void {
  const schema = { summary: 'How much of a photo has arrived (tus 1.0)', params: z.object({ id: identifier }) };
  app.head('/v1/photos/:id', { schema, config: { described } }, async (request, reply) => {
    const photo = await findUploadTarget(parts, request, reply);
    if (typeof photo === 'string') return sendProblem(reply, photo);
    const standing = await parts.uploads.look(photo);
    if (standing.status === 'unwanted') return sendProblem(reply, 'unwanted');
    void reply.header(photoHeaders.offset, standing.offset).header(photoHeaders.length, photo.size);
    if (standing.status === 'stored') void reply.header(photoHeaders.state, 'stored');
    return reply.code(200).send();
  });
}
