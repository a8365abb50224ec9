import type { ReactNode } from 'react';
import { Tooltip, type TooltipProps } from 'react-aria-components';
import styles from './Tip.module.css';

/** What a TooltipTrigger shows: a short text, never the only place of something that matters. */
export function Tip({
  children,
  ...props
}: Omit<TooltipProps, 'className' | 'children'> & { readonly children: ReactNode }) {
  return (
    <Tooltip offset={6} {...props} className={styles.tip}>
      {children}
    </Tooltip>
  );
}
