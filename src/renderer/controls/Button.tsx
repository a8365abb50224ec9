import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  TooltipTrigger,
} from 'react-aria-components';
import styles from './Button.module.css';
import { Tip } from './Tip.tsx';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** `primary` once a view, for what it is there for; `danger` for what takes something away. */
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

/** A button with words, and an icon before them where given. */
export function Button({ look = 'plain', icon, children, ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`${styles.button} ${styles[look]}`}>
      {icon}
      {children}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  /** Spoken, and shown on hover and focus. */
  readonly label: string;
  /** Shown after the label: `Ctrl+Z`. */
  readonly shortcut?: string;
  readonly pressed?: boolean;
  readonly icon: ReactNode;
}

/** A button that is an icon; its label shows as a tooltip. */
export function IconButton({ label, shortcut, pressed, icon, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton
        {...props}
        aria-label={label}
        aria-pressed={pressed}
        className={`${styles.button} ${styles.icon}`}
      >
        {icon}
      </AriaButton>
      <Tip>{shortcut === undefined ? label : `${label}  ${shortcut}`}</Tip>
    </TooltipTrigger>
  );
}
