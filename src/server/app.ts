import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerErrors } from './http/error-answers.ts';
import { getAttachment } from './http/attachment-get.ts';
import { getCatalogue } from './http/catalogue-get.ts';
import { serveClient } from './http/client-files.ts';
import { manageDevices } from './http/devices.ts';
import { describeEndpoint } from './http/describe-endpoint.ts';
import { postErase } from './http/erase-post.ts';
import { getEntries } from './http/entries-get.ts';
import { getEntry } from './http/entry-get.ts';
import { type FloodLimits, limitFloods } from './http/flood-limits.ts';
import { getHistory } from './http/history-get.ts';
import { getHeld } from './http/held-get.ts';
import { getHealth } from './http/health-get.ts';
import { readJsonBodies } from './http/json-body.ts';
import { postImport } from './http/import-post.ts';
import { logRequests } from './http/log-requests.ts';
import { getOpenApi } from './http/openapi-get.ts';
import type { App, Parts } from './http/parts.ts';
import { managePeople } from './http/people.ts';
import { getPhoto } from './http/photo-get.ts';
import { headPhoto } from './http/photo-head.ts';
import { changePlans } from './http/plan-change.ts';
import { getFigures } from './http/figures-get.ts';
import { getPlanProgress } from './http/plan-progress-get.ts';
import { getPlanProof } from './http/plan-proof-get.ts';
import { getPlans } from './http/plans-get.ts';
import { patchPhoto } from './http/photo-patch.ts';
import { putPhotoPreview } from './http/photo-preview-put.ts';
import { getReview } from './http/review-get.ts';
import { requireSameOrigin } from './http/same-origin.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { deleteSession } from './http/session-delete.ts';
import { postShare } from './http/share-post.ts';
import { getSession } from './http/session-get.ts';
import { changeSchedules } from './http/schedules.ts';
import { postSession } from './http/session-post.ts';
import { postSetup } from './http/setup-post.ts';
import { postSync } from './http/sync-post.ts';
import { moveUnitRoles } from './http/unit-roles.ts';

export interface AppOptions {
  logger: FastifyBaseLogger;
  /** Addresses of proxies whose word about the client is taken; false for none. */
  trustProxy: boolean | string;
  /** Folder of the built client, or null to serve none. */
  client: string | null;
  /** Folder of earlier builds' hashed files, which is there; or null to serve none. */
  keptAssets: string | null;
  floodLimits: FloodLimits;
}

/** Silence on a connection after which it is given up: a phone that lost its network says nothing more. */
const idleTimeout = 60_000;

/** The HTTP side over ready parts; whoever calls it owns the parts. */
export async function buildApp(parts: Parts, options: AppOptions): Promise<App> {
  const app = Fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    connectionTimeout: idleTimeout,
    exposeHeadRoutes: false,
    bodyLimit: 64_000,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Answers are typed where they are made; checking a page of entries again at every send would only cost time.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  answerErrors(app, parts.database);
  logRequests(app);
  await addSecurityHeaders(app);
  await app.register(cookie);
  await limitFloods(app, parts, options.floodLimits);
  requireSameOrigin(app);
  readJsonBodies(app);
  await app.register(compress, { threshold: 1024, encodings: ['gzip', 'deflate'], globalDecompression: false });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Sổ Tuyên truyền', version: parts.build } },
    exposeHeadRoutes: true,
    transform: describeEndpoint,
  });
  await app.register(async (scope) => addEndpoints(scope.withTypeProvider<ZodTypeProvider>(), parts));
  await serveClient(app, options.client, options.keptAssets);
  return app;
}

function addEndpoints(app: App, parts: Parts): void {
  getHealth(app, parts);
  getOpenApi(app);
  postSetup(app, parts);
  postSession(app, parts);
  getSession(app, parts);
  deleteSession(app, parts);
  manageDevices(app, parts);
  getCatalogue(app, parts);
  postSync(app, parts);
  postImport(app, parts);
  headPhoto(app, parts);
  patchPhoto(app, parts);
  putPhotoPreview(app, parts);
  getPhoto(app, parts);
  getAttachment(app, parts);
  getReview(app, parts);
  getHeld(app, parts);
  getEntries(app, parts);
  getEntry(app, parts);
  getHistory(app, parts);
  postErase(app, parts);
  getPlans(app, parts);
  changePlans(app, parts);
  getPlanProgress(app, parts);
  getPlanProof(app, parts);
  getFigures(app, parts);
  changeSchedules(app, parts);
  moveUnitRoles(app, parts);
  managePeople(app, parts);
  postShare(app);
}
