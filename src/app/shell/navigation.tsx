import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { messages } from '../messages/vi.ts';
import { useDevice } from '../state/device.tsx';
import { useSendingFacts, waitingEntries } from '../state/sending.tsx';
import { useView } from '../state/view.ts';
import { useWeekHome } from '../state/week-home.ts';
import { ClipboardList, Clock3, House, Inbox, ListChecks, Plus, Send, UserRound } from '../ui/icon.tsx';
import style from './navigation.module.css';

interface Place {
  href: string;
  word: string;
  icon: ReactNode;
  /** Paths that this place stands for. */
  holds: RegExp;
  /** The one that makes something. */
  makes?: true;
}

const words = messages.navigation;
const today: Place = { href: '/', word: words.today, icon: <House size={26} />, holds: /^\/$/ };
const log: Place = { href: '/log', word: words.log, icon: <ClipboardList size={26} />, holds: /^\/(log|import|e\/)/ };
const create: Place = { href: '/new', word: words.new, icon: <Plus size={26} />, holds: /^\/(new|capture|draft)/, makes: true };
const outbox: Place = { href: '/outbox', word: words.outbox, icon: <Send size={26} />, holds: /^\/(outbox|held\/own)/ };
const me: Place = { href: '/me', word: words.me, icon: <UserRound size={26} />, holds: /^\/me/ };
const review: Place = { href: '/review', word: words.review, icon: <Inbox size={26} />, holds: /^\/(review|held$|$)/ };

const week: Place = { href: '/', word: words.week, icon: <ListChecks size={26} />, holds: /^\/(schedule\/week)?$/ };
const dayBesides: Place = { ...today, href: '/today', holds: /^\/today/ };
const schedule: Place = { href: '/schedule', word: words.schedule, icon: <Clock3 size={26} />, holds: /^\/schedule(?!\/week)/ };
const plan: Place = { href: '/plan', word: words.plan, icon: <ListChecks size={26} />, holds: /^\/plan/ };

/** A bar at the foot of a phone, a rail at the side of anything wider. */
export function Navigation() {
  const [path] = useLocation();
  const { person } = useDevice();
  const facts = useSendingFacts();
  const waiting = facts ? waitingEntries(facts).size : 0;
  const toReview = useView((view) => view.toReview) ?? 0;
  const places = placesOf(person.roles, useWeekHome() ?? false);

  return (
    <nav className={style.navigation} aria-label={words.label} data-places={places.length}>
      <p className={style.name} aria-hidden="true">
        {messages.app.name}
      </p>
      {places.map((place) => (
        <Link
          key={place.href}
          href={place.href}
          className={`${style.place} ${place.makes ? style.makes : ''}`}
          aria-current={place.holds.test(path) ? 'page' : undefined}
        >
          {place.icon}
          <span className={style.word}>{place.word}</span>
          {place === outbox && <Badge count={waiting} text={words.waiting(waiting)} />}
          {place === review && <Badge count={toReview} text={words.toReview(toReview)} />}
        </Link>
      ))}
    </nav>
  );
}

function Badge({ count, text }: { count: number; text: string }) {
  if (count === 0) return null;
  return (
    <span className={style.badge}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="visually-hidden">, {text}</span>
    </span>
  );
}

function placesOf(roles: readonly string[], isWeekHome: boolean): Place[] {
  const reports = roles.includes('reporter');
  const reviews = roles.includes('reviewer');
  const ofDay = isWeekHome && !reviews ? [week, dayBesides] : [reports && reviews ? dayBesides : today];
  return [
    ...(reviews ? [review, plan] : []),
    ...(reports || !reviews ? ofDay : []),
    ...(reports || reviews ? [log] : []),
    ...(reports ? [create, ...(isWeekHome ? [schedule] : []), outbox] : []),
    me,
  ];
}
