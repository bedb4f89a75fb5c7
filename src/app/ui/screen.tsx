import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { messages } from '../messages/vi.ts';
import { toggleSun, useView } from '../state/view.ts';
import { ArrowLeft, CircleQuestionMark, Sun } from './icon.tsx';
import style from './screen.module.css';

/** What the shell puts under every header: the sync strip. A screen outside a signed-in device has none. */
export const UnderHeader = createContext<ReactNode>(null);

/** One screen: its header, its main part, and a footer for the one decisive button. */
export function Screen({
  title,
  back,
  footer,
  wide,
  failed,
  children,
}: {
  title: string;
  /** Where the back button leads; `true` is the page before. */
  back?: string | true;
  footer?: ReactNode;
  /** Uses the whole width on a large screen. */
  wide?: boolean;
  /** Something typed was not taken: the page's title says so first. */
  failed?: boolean;
  children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const underHeader = useContext(UnderHeader);

  useEffect(() => {
    document.title = `${failed ? `${messages.app.failed} ` : ''}${title} · ${messages.app.name}`;
  }, [title, failed]);

  useEffect(() => {
    // A field that asked for the focus when it appeared keeps it.
    if (!document.activeElement || document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);

  return (
    <>
      <header className={`${style.bar} ${back ? style.withBack : ''}`}>
        {back && <BackButton to={back} />}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        <SunToggle />
        <Link href="/help" className={style.iconButton} aria-label={messages.app.help}>
          <CircleQuestionMark />
        </Link>
      </header>
      {underHeader}
      <main id="main" className={`${style.main} ${wide ? style.wide : ''} ${footer ? style.aboveFooter : ''}`}>
        {children}
      </main>
      {footer && (
        <div className={style.footer} ref={tellHeight} data-footer>
          <div className={style.footerInner}>{footer}</div>
        </div>
      )}
    </>
  );
}

/** What was just done is said above the footer, which is as high as what stands in it. */
function tellHeight(footer: HTMLDivElement): () => void {
  const { style: page } = document.documentElement;
  const observer = new ResizeObserver(() => page.setProperty('--footer', `${footer.offsetHeight}px`));
  observer.observe(footer);
  return () => {
    observer.disconnect();
    page.removeProperty('--footer');
  };
}

function BackButton({ to }: { to: string | true }) {
  const [, navigate] = useLocation();
  const goBack = (): void => {
    // Opened by a link from outside there is no page before; then home is.
    if (to !== true) navigate(to);
    else if (window.history.length > 1) window.history.back();
    else navigate('/');
  };
  return (
    <button type="button" className={style.iconButton} aria-label={messages.app.back} onClick={goBack}>
      <ArrowLeft />
    </button>
  );
}

function SunToggle() {
  const isSun = useView((view) => view.theme === 'sun');
  return (
    <button type="button" className={style.iconButton} aria-label={messages.app.sunMode} aria-pressed={isSun} onClick={toggleSun}>
      <Sun />
    </button>
  );
}
