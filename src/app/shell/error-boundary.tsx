import { Component, type ReactNode } from 'react';
import { messages } from '../messages/vi.ts';
import { Button } from '../ui/button.tsx';
import { ChunkMissing } from '../ui/lazy-part.tsx';
import style from './notice.module.css';

interface Properties {
  /** When it changes, what failed is tried afresh: another address is another screen. */
  address?: string;
  children: ReactNode;
}

interface State {
  error: unknown;
  address: string | undefined;
}

/** A screen that fails leaves a sentence and a way on, never a blank page. */
export class ErrorBoundary extends Component<Properties, State> {
  override state: State = { error: null, address: undefined };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  static getDerivedStateFromProps(properties: Properties, state: State): State | null {
    return properties.address === state.address ? null : { error: null, address: properties.address };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const missing = error instanceof ChunkMissing;
    return (
      <main className={style.notice} role="alert">
        <h1>{messages.trouble.title}</h1>
        <p>{missing ? messages.trouble.chunkMissing : messages.trouble.generic(codeOf(error))}</p>
        <Button kind="primary" big onClick={() => window.location.reload()}>
          {messages.app.tryAgain}
        </Button>
        <a className={style.home} href="/">
          {messages.navigation.today}
        </a>
      </main>
    );
  }
}

/** Short enough to be read out on the telephone, the same for the same fault. */
export function codeOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_679_616;
  return sum.toString(36).toUpperCase().padStart(4, '0');
}
