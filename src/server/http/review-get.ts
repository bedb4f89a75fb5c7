import { entryPage, reviewQuery } from '../../protocol/review.ts';
import { readReviewQueue } from '../entries/review-queue.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getReview(app: App, parts: Parts): void {
  const schema = { summary: 'What waits for this reviewer', querystring: reviewQuery, response: { 200: entryPage } };
  app.get('/v1/review', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const page = await readReviewQueue(parts, signedIn.access, request.query);
    return page ? reply.header('cache-control', 'private, no-store').send(page) : sendProblem(reply, 'forbidden');
  });
}
