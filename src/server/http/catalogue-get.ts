import { createHash } from 'node:crypto';
import { catalogueAnswer } from '../../protocol/catalogue.ts';
import * as z from 'zod/mini';
import { readPlans, readPlansVersion } from '../plans/stored-plans.ts';
import type { App, Parts } from './parts.ts';
import { sendProblem } from './problem.ts';
import { findSignedIn } from './signed-in.ts';

export function getCatalogue(app: App, parts: Parts): void {
  let made = { plans: -1, body: '', tag: '' };
  const make = async () => {
    const { plansVersion, plans } = await parts.database.read(async (tx) => ({
      plansVersion: await readPlansVersion(tx),
      plans: await readPlans(tx),
    }));
    const published = plans.filter(({ status }) => status === 'published').map(({ plan }) => plan);
    const version = parts.catalogue.version + plansVersion;
    const body = JSON.stringify({ version, units: parts.catalogue.units, plans: published });
    made = { plans: plansVersion, body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` };
  };
  const schema = {
    summary: 'Units and organisations, valid in time, and published plans',
    response: { 200: catalogueAnswer, 304: z.null() },
  };
  app.get('/v1/catalogue', { schema }, async (request, reply) => {
    if (!(await findSignedIn(parts, request, reply))) return sendProblem(reply, 'signed_out');
    if (made.plans !== (await readPlansVersion(parts.database.query))) await make();
    const { body, tag } = made;
    void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
    // A proxy that compresses marks the tag as weak.
    const known = request.headers['if-none-match']?.split(',').map((each) => each.trim().replace(/^W\//, ''));
    if (known?.includes(tag)) return reply.code(304).send(null);
    return reply
      .type('application/json; charset=utf-8')
      .serializer(String)
      .send(body as never);
  });
}
