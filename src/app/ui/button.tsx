import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'wouter';
import style from './button.module.css';

type Kind = 'primary' | 'plain' | 'danger';

interface Look {
  kind: Kind;
  /** 56 px high: the one decisive action of a screen. */
  big?: boolean;
  icon?: ReactNode;
}

export function Button({
  kind,
  big,
  icon,
  children,
  className,
  type = 'button',
  ...button
}: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    // The type is one of the three that a button may have; `button` is the default.
    <button type={type === 'submit' ? 'submit' : 'button'} className={`${classOf(kind, big)} ${className ?? ''}`} {...button}>
      {icon}
      {children}
    </button>
  );
}

export function LinkButton({ href, kind, big, icon, children }: Look & { href: string; children: ReactNode }) {
  return (
    <Link href={href} className={classOf(kind, big)}>
      {icon}
      {children}
    </Link>
  );
}

function classOf(kind: Kind, big: boolean | undefined): string {
  return `${style.button} ${style[kind]} ${big ? style.big : ''}`;
}
