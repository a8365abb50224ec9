import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from './controls/Button.tsx';
import styles from './NoticeBar.module.css';
import { useView, type ViewState } from './store/viewStore.ts';

const SHOWN_MILLISECONDS = 8000;

/** The last thing that happened and may be taken back, for some seconds. */
export function NoticeBar() {
  const notice = useView((state) => state.notice);
  return (
    <div role="status" className={styles.place}>
      {notice === null ? null : <ShownNotice notice={notice} />}
    </div>
  );
}

/** Goes by itself, but not from under the pointer or the keyboard's focus. */
function ShownNotice({ notice }: { readonly notice: NonNullable<ViewState['notice']> }) {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const isHeld = isPointed || isFocused;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => useView.setState({ notice: null }), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [notice, isHeld]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it does nothing; it stays while someone is at it.
    <div
      className={styles.notice}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <span>{notice.text}</span>
      {notice.action === undefined ? null : (
        <Button
          look="quiet"
          onPress={() => {
            notice.action?.run();
            useView.setState({ notice: null });
          }}
        >
          {notice.action.title}
        </Button>
      )}
      <IconButton label="Close" icon={<X aria-hidden />} onPress={() => useView.setState({ notice: null })} />
    </div>
  );
}
