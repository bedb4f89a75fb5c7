import { personMessages } from '../messages/vi.person.ts';
import { showToast } from '../state/view.ts';
import { Button } from '../ui/button.tsx';
import { Screen } from '../ui/screen.tsx';
import style from './start.module.css';

/** Inside Zalo's own view nothing would be kept safely: the way out of it, and no database. */
export function OpenInBrowser() {
  const address = addressOf(window.location);
  const isApple = /iPhone|iPad/.test(navigator.userAgent);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(address);
    showToast({ text: personMessages.openInBrowser.copied });
  };
  return (
    <Screen title={personMessages.openInBrowser.title}>
      <p>{personMessages.openInBrowser.text}</p>
      <div className={style.form}>
        {isApple ? (
          <p className="card">{personMessages.openInBrowser.ios}</p>
        ) : (
          <Button kind="primary" big onClick={() => window.location.assign(chromeAddress(address))}>
            {personMessages.openInBrowser.open}
          </Button>
        )}
        <Button kind="plain" onClick={() => void copy()}>
          {personMessages.openInBrowser.copy}
        </Button>
        <p className="quiet">{address}</p>
      </div>
    </Screen>
  );
}

/** The app's; and of an address for setting a password all of it, which is sent by Zalo more often than not. */
function addressOf({ origin, pathname, href }: Location): string {
  return pathname === '/setup' ? href : origin;
}

/** Android's way to name the app that shall open an address. */
function chromeAddress(address: string): string {
  const { host, pathname, protocol, hash } = new URL(address);
  const fallback = encodeURIComponent(address);
  return `intent://${host}${pathname}${hash}#Intent;scheme=${protocol.slice(0, -1)};package=com.android.chrome;S.browser_fallback_url=${fallback};end`;
}
