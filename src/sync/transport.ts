import { readProblem, type ProblemKind } from '../protocol/problem.ts';

/** The wire as the rest of sync sees it. Tests hand in one with a cable to pull out. */
export interface Transport {
  send: (request: WireRequest) => Promise<WireAnswer>;
}

export interface WireRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'PATCH';
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer>;
  /** Gives up after this long without an answer, milliseconds. */
  patience: number;
}

/** No answer is an ordinary answer here. */
export type WireAnswer = { status: 'none' } | { status: 'answered'; code: number; headers: Headers; body: Uint8Array<ArrayBuffer> };

export const fetchTransport: Transport = {
  send: async ({ method, path, headers, body, patience }) => {
    try {
      const response = await fetch(path, {
        method,
        headers: headers ?? {},
        credentials: 'same-origin',
        // Only reads are ever cached by a browser; the header it adds would ride on every push.
        ...(method === 'GET' && { cache: 'no-store' as const }),
        // The page that asks is nobody's concern there, and its address would ride on every request.
        referrerPolicy: 'no-referrer',
        // A portal that answers with a redirect to its own page must not look like our server.
        redirect: 'manual',
        signal: AbortSignal.timeout(patience),
        ...(body && { body }),
      });
      // The body is read here, whole: cut in the middle, it is no answer at all.
      return { status: 'answered', code: response.status, headers: response.headers, body: new Uint8Array(await response.arrayBuffer()) };
    } catch {
      return { status: 'none' };
    }
  },
};

export type Understood<T> =
  | { status: 'ok'; value: T }
  | { status: 'problem'; code: number; kind: ProblemKind; title: string; retryAfter: number | null }
  /** HTML of a captive portal, a proxy's page, half a body: not from our server, whatever its code says. */
  | { status: 'foreign'; code: number; retryAfter: number | null }
  | { status: 'none' };

/** What a body may be: a Zod schema, or the little that the first screen knows without one. */
export interface Shape<T> {
  safeParse: (json: unknown) => { success: true; data: T } | { success: false };
}

/** Tells "our server says no" from "something between says anything" by the body, never by the code alone. */
export function understand<T>(answer: WireAnswer, schema: Shape<T>): Understood<T> {
  if (answer.status === 'none') return answer;
  const retryAfter = secondsToWait(answer.headers.get('retry-after'));
  const json = readJson(answer.body);
  if (answer.code >= 200 && answer.code < 300) {
    const parsed = schema.safeParse(json);
    return parsed.success ? { status: 'ok', value: parsed.data } : { status: 'foreign', code: answer.code, retryAfter };
  }
  const problem = readProblem(json);
  return problem ? { status: 'problem', code: answer.code, ...problem, retryAfter } : { status: 'foreign', code: answer.code, retryAfter };
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return null;
  }
}

function secondsToWait(header: string | null): number | null {
  const seconds = Number(header);
  return header !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
