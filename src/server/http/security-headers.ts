import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * For pages: nothing from elsewhere, nothing inline, nobody may frame them; camera and position for its own pages only.
 * What the interface says is no page, and would carry all that with every change on a slow line.
 */
export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    xFrameOptions: { action: 'deny' },
    // For browsers that cannot run the app anyway; each costs bytes in every answer on a slow line.
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (isOfInterface(request)) return void reply.headers(ofInterface);
    reply.helmet();
    void reply.header('permissions-policy', permissionsPolicy);
  });
  app.addHook('onSend', async (request, reply) => {
    // What the interface says is for this person now; a shared computer keeps none of it.
    if (isOfInterface(request) && !reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
  });
}

/** What browsers say of themselves (client hints) is asked by nobody here, and would ride on every push: a hundred bytes. */
const permissionsPolicy = 'camera=(self), geolocation=(self), microphone=(), ch-ua=(), ch-ua-mobile=(), ch-ua-platform=()';

const ofInterface = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

function isOfInterface(request: FastifyRequest): boolean {
  return request.url.startsWith('/v1/');
}
