import type { Transport, WireAnswer, WireRequest } from '../../src/sync/transport.ts';

/** A wire that answers as told, and remembers what was asked of it. */
export function scriptedTransport(
  answer: (request: WireRequest) => WireAnswer | Promise<WireAnswer>,
): Transport & { requests: WireRequest[] } {
  const requests: WireRequest[] = [];
  return {
    requests,
    send: async (request) => {
      requests.push(request);
      return answer(request);
    },
  };
}

export const noAnswer: WireAnswer = { status: 'none' };

export function jsonAnswer(code: number, body: unknown, headers: Record<string, string> = {}): WireAnswer {
  return textAnswer(code, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

export function textAnswer(code: number, body: string, headers: Record<string, string> = {}): WireAnswer {
  return { status: 'answered', code, headers: new Headers(headers), body: new Uint8Array(new TextEncoder().encode(body)) };
}

export function emptyAnswer(code: number, headers: Record<string, string> = {}): WireAnswer {
  return { status: 'answered', code, headers: new Headers(headers), body: new Uint8Array() };
}
