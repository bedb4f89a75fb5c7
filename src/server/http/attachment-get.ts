import * as z from 'zod/mini';
import { attachmentEndings, attachmentName, isAttachmentType } from '../../domain/attachment.ts';
import { identifier } from '../../protocol/entry.ts';
import { findPhoto, maySee } from '../photos/photo-rows.ts';
import { findEntry } from '../sync/stored-entry.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

const headers = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  // Whatever a file holds, here it opens nothing and runs nothing.
  'content-security-policy': "default-src 'none'; sandbox",
};
const notReady = 'Tệp vẫn còn trên máy đã đính kèm. Máy chủ chưa có tệp này. Mời thử lại sau ít phút.';

const config = { described: { answers: { 200: { description: 'The file', content: Object.keys(attachmentEndings) } } } };

export function getAttachment(app: App, parts: Parts): void {
  const schema = { summary: 'An attachment, as it came', params: z.object({ id: identifier }) };
  app.get('/v1/attachments/:id', { schema, config, exposeHeadRoute: false }, async (request, reply) => {
    void reply.headers(headers);
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const db = parts.database.query;
    const file = await findPhoto(db, request.params.id);
    if (file?.attachment !== 1 || !isAttachmentType(file.type)) return sendProblem(reply, 'not_found');
    // Whoever may not read the entry learns nothing, not even that it has a file.
    if (!(await maySee(db, signedIn.access, file))) return sendProblem(reply, 'not_found');
    const bytes = await parts.pictures.readAttachment(file.id);
    if (!bytes) return sendProblem(reply, 'not_ready', {}, notReady);
    const entry = (await findEntry(db, file.entry))?.entry;
    const name = attachmentName(entry?.attachments?.find(({ id }) => id === file.id)?.name ?? '', file.type);
    return reply.type(file.type).header('content-disposition', disposition(name)).send(Buffer.from(bytes));
  });
}

/** RFC 6266: a name with marks is written in percent signs. */
function disposition(name: string): string {
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename*=UTF-8''${encoded}`;
}
