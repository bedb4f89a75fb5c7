import type { FastifySchema } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type * as z from 'zod/mini';
import { problemKinds } from '../../protocol/problem.ts';

/** What the schemas that an endpoint checks with leave open, and its description must not. */
export interface Described {
  /** The body as a sender should write it, where what cannot be read must pass the check. */
  body?: z.ZodMiniType;
  /** Headers that the endpoint reads itself. */
  headers?: z.ZodMiniType;
  /** Media type of a body that is no JSON. */
  bytes?: string;
  /** By status. */
  answers?: Record<number, DescribedAnswer>;
}

export interface DescribedAnswer {
  description: string;
  headers?: Record<string, DescribedHeader>;
  /** Media types of bytes; `problem` for a refusal; without it, nothing is sent. */
  content?: readonly string[] | 'problem';
}

export interface DescribedHeader {
  type: 'integer' | 'string';
  description: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    described?: Described;
  }
}

/** An endpoint in the words of OpenAPI: its Zod schemas, what goes beside them, and how every refusal looks. */
export const describeEndpoint: typeof jsonSchemaTransform = (document) => {
  const { body, headers, bytes, answers }: Described = document.route.config?.described ?? {};
  const checked = { ...document.schema, ...(body && { body }), ...(headers && { headers }) };
  const { schema, url } = jsonSchemaTransform({ ...document, schema: checked });
  if (schema.hide) return { schema, url };
  const beside = Object.fromEntries(Object.entries(answers ?? {}).map(([status, answer]) => [status, describeAnswer(answer)]));
  const refusal = describeAnswer({ description: 'Refusal', ...(document.route.method !== 'HEAD' && { content: 'problem' }) });
  const whole: FastifySchema = {
    ...schema,
    ...(bytes && { body: binary, consumes: [bytes] }),
    response: { ...(schema.response as object), ...beside, default: refusal },
  };
  return { schema: whole, url };
};

const binary = { type: 'string', format: 'binary' };

const problem = {
  type: 'object',
  properties: {
    type: { type: 'string' },
    title: { type: 'string', description: 'For people, in Vietnamese' },
    status: { type: 'integer' },
    kind: { type: 'string', enum: [...problemKinds], description: 'For programs' },
  },
  required: ['type', 'title', 'status', 'kind'],
};

function describeAnswer({ description, headers, content }: DescribedAnswer): object {
  const common = { description, ...(headers && { headers }) };
  if (content === undefined) return { ...common, type: 'null' };
  if (content === 'problem') return { ...common, content: { 'application/problem+json': { schema: problem } } };
  return { ...common, content: Object.fromEntries(content.map((type) => [type, { schema: binary }])) };
}
