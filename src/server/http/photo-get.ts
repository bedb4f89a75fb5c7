import * as z from 'zod/mini';
import { identifier } from '../../protocol/entry.ts';
import { photoSizes } from '../../protocol/photo.ts';
import { findPhoto, maySee } from '../photos/photo-rows.ts';
import { readPreview } from '../photos/previews.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

const query = z.object({ size: z._default(z.enum(photoSizes), 'preview') });

const config = { described: { answers: { 200: { description: 'The photo', content: ['image/jpeg'] } } } };

export function getPhoto(app: App, parts: Parts): void {
  const schema = { summary: 'A photo, as a JPEG', params: z.object({ id: identifier }), querystring: query };
  app.get('/v1/photos/:id', { schema, config, exposeHeadRoute: false }, async (request, reply) => {
    void reply.headers({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' });
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const photo = await findPhoto(parts.database.query, request.params.id);
    // Whoever may not see it learns nothing, not even that it is there.
    if (!photo || !(await maySee(parts.database.query, signedIn.access, photo))) return sendProblem(reply, 'not_found');
    if (photo.state === 'unwanted') return sendProblem(reply, 'not_found');
    const { size } = request.query;
    const jpeg = (await parts.pictures.read(photo.id, size)) ?? (size === 'original' ? null : await readPreview(parts, photo));
    if (!jpeg) return sendProblem(reply, 'not_ready');
    return reply.type('image/jpeg').header('content-disposition', 'inline').send(Buffer.from(jpeg));
  });
}
