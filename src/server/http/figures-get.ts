import { figuresAnswer, figuresQuery } from '../../protocol/plan.ts';
import { readFigures } from '../plans/read-figures.ts';
import type { App, Parts } from './parts.ts';
import { findSignedIn } from './signed-in.ts';
import { sendProblem } from './problem.ts';

export function getFigures(app: App, parts: Parts): void {
  const schema = {
    summary: 'One figure of a year for every unit that one may read, each by the units of its time',
    querystring: figuresQuery,
    response: { 200: figuresAnswer },
  };
  app.get('/v1/figures', { schema }, async (request, reply) => {
    const signedIn = await findSignedIn(parts, request, reply);
    if (!signedIn) return sendProblem(reply, 'signed_out');
    const { access } = signedIn;
    const amounts = await parts.database.read((tx) => readFigures(tx, parts.catalogue, { ...request.query, access }));
    return reply.header('cache-control', 'private, no-store').send({ today: access.today, amounts });
  });
}
